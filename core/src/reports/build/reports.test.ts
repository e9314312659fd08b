import { describe, expect, test } from 'vitest'
import type { RegisterEntry } from '../../governance/index.ts'
import type { ForecastRow } from '../../overview/index.ts'
import { indicator, type Light } from '../../portfolio/index.ts'
import type { Finding } from '../../standards/index.ts'
import { renderReport } from '../render/render.ts'
import { findingsTable, trendChart } from './common-parts.ts'
import { evidenceTable } from './evidence-table.ts'
import { portfolioStatus } from './portfolio-status.ts'
import { projectStatus } from './project-status.ts'
import type { ReportFacts } from './report-facts.ts'
import { standardsReport } from './standards-report.ts'

const ASOF = '2026-03-18T12:00:00Z'

function row(id: string, light: Light): ForecastRow {
  const health = indicator({
    id: 'health',
    subject: { kind: 'project', id },
    title: 'Health',
    formula: 'f',
    ...(light !== 'unknown' && { value: { type: 'text', text: light } }),
    coverage: { known: light === 'unknown' ? 0 : 1, needed: 1, of: 'parts' },
    asOf: [{ connection: 'gh', asOf: ASOF, stale: false }],
    evidence: [],
    yardstick: 'y',
    ...(light !== 'unknown' && { judged: { light, because: `${id} is ${light}.` } }),
  })
  return {
    project: { id, name: `Project ${id}`, tags: [], manager: 'Mara' },
    health,
    parts: [],
    dates: { committedFinish: '2026-04-01' },
    forecast: { unknown: 'The forecast is being computed.' },
    findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
    trend: [],
    freshness: health.asOf,
  }
}
const escalation: RegisterEntry<'escalation'> = {
  id: 'E-1',
  kind: 'escalation',
  project: 'web',
  version: 1,
  changedBy: 'me',
  changedAt: ASOF,
  addedAt: ASOF,
  body: {
    title: 'The launch slips',
    commitment: 'Launch in May',
    evidence: 'LOCK-12',
    impact: 'Spring sales are lost',
    options: 'Wait: no sales\nLaunch without locks: half of them',
    duration: 'permanent',
    state: 'open',
    opened: '2026-03-01',
  },
}
const facts = (more: Partial<ReportFacts> = {}): ReportFacts => ({
  asOf: ASOF,
  rows: [row('web', 'red'), row('app', 'green'), row('dock', 'unknown')],
  absent: [],
  behind: [],
  escalations: [],
  decision: 'Who gets help',
  owner: 'PMO',
  scope: 'All projects',
  ...more,
})

describe('the status of a portfolio', () => {
  test('contains every project, the worst first, or names it as missing', () => {
    const told = portfolioStatus(facts({ absent: [{ project: 'new', why: 'it came later.' }] }))
    const text = renderReport({ document: told, format: 'md' })
    for (const name of ['Project web', 'Project app', 'Project dock']) expect(text).toContain(name)
    expect(told.missing).toContain('new is not contained: it came later.')
    const projects = told.sections.find(({ heading }) => heading === 'Projects')?.parts[0]
    expect(projects?.type === 'table' && projects.rows.map(([cell]) => cell?.text)).toEqual([
      'Project web (web)',
      'Project dock (dock)',
      'Project app (app)',
    ])
  })

  test('marks a red project incomplete until impact and options are told', () => {
    const bare = portfolioStatus(facts())
    expect(bare.missing[0]).toContain('INCOMPLETE: Project web (web) is red without an escalation')
    const told = portfolioStatus(facts({ escalations: [escalation] }))
    expect(told.missing.join(' ')).not.toContain('INCOMPLETE')
    const text = renderReport({ document: told, format: 'json' })
    expect(text).toContain('Impact: Spring sales are lost. Options: Wait: no sales; Launch without locks')
    const other = portfolioStatus(facts({ escalations: [{ ...escalation, project: 'app' }] }))
    expect(other.missing[0]).toContain('INCOMPLETE')
  })

  test('names the decision, the owner, and how much of each input is there', () => {
    const told = portfolioStatus(facts())
    expect(told).toMatchObject({ decision: 'Who gets help', owner: 'PMO', asOf: ASOF })
    expect(told.inputs).toContainEqual({
      name: 'Forecast',
      use: 'P50 and P80',
      available: 0,
      needed: 3,
      of: 'projects',
    })
    expect(told.missing).toContain('Forecast: there for 0 of 3 projects (P50 and P80).')
    for (const { source } of told.sections) expect(source).not.toBe('')
  })

  test('tells of a source that is out of date', () => {
    const old = { ...row('web', 'green'), freshness: [{ connection: 'jira', stale: true }] }
    const told = portfolioStatus(facts({ rows: [old] }))
    expect(told.missing).toContain('Project web (web): jira was never read without a flaw.')
  })

  test('leaves none of a long list of faults out silently', () => {
    const rows = Array.from({ length: 300 }, (_, index) => row(`p${index}`, 'red'))
    const old = rows.map((one) => ({ ...one, freshness: [{ connection: 'jira', stale: true }] }))
    const { missing } = portfolioStatus(facts({ rows: old }))
    expect(missing.filter((one) => one.startsWith('INCOMPLETE'))).toHaveLength(20)
    expect(
      missing.filter((one) => one === 'The same is true of 280 more; the tables below tell all.'),
    ).toHaveLength(2)
    expect(missing.length).toBeLessThan(60)
  })

  test('tells of a project that is not red although its schedule or its forecast is late', () => {
    const scheduled = {
      ...row('web', 'green'),
      dates: { committedFinish: '2026-04-01', scheduledFinish: '2026-04-11', deltaDays: 10 },
      forecast: { p50: '2026-04-12', p80: '2026-04-20', asOf: ASOF },
    }
    const risky = {
      ...row('app', 'amber'),
      dates: { baselineFinish: '2026-04-01', scheduledFinish: '2026-03-30', deltaDays: -2 },
      forecast: { p50: '2026-03-31', p80: '2026-04-02', asOf: ASOF },
    }
    const fine = { ...risky, project: row('dock', 'green').project, forecast: { p80: '2026-04-01' } }
    const told = portfolioStatus(facts({ rows: [scheduled, risky, fine] }))
    const decisions = told.sections.find(({ heading }) => heading === 'What needs a decision')?.parts[0]
    expect(decisions).toMatchObject({
      lines: [
        'No project is red.',
        'Project web (web) is green by the days that its items name, but its schedule finishes on 2026-04-11, 10 days late. Settle with Mara which holds.',
        'Project app (app) is amber by the days that its items name, but with a chance of more than 20 % it finishes after the agreed 2026-04-01 (P80: 2026-04-02). Settle with Mara which holds.',
      ],
    })
  })

  test('tells which lights have changed in a week, and of which nothing was kept then', () => {
    const trend = (then: Light) => [
      { day: '2026-03-11', light: then },
      { day: '2026-03-18', light: 'red' as const },
    ]
    const told = portfolioStatus(
      facts({
        rows: [
          { ...row('web', 'red'), trend: trend('green') },
          { ...row('app', 'red'), trend: trend('red') },
          { ...row('dock', 'red'), trend: trend('red').slice(1) },
        ],
      }),
    )
    expect(told.sections[0]?.parts[1]).toMatchObject({
      lines: [
        'Now red since a week before: Project web (was green).',
        'Of 1 of 3 projects nothing was kept a week before.',
      ],
    })
    const table = told.sections.find(({ heading }) => heading === 'Projects')?.parts[0]
    const shown = table?.type === 'table' ? table.rows.map(([, , before]) => before?.text) : []
    expect(shown).toEqual(['red', 'not kept', 'green'])
  })

  test('says so where there is no project', () => {
    expect(portfolioStatus(facts({ rows: [] })).missing).toContain('There is no project to tell of.')
  })

  test('stays within bounds with a thousand projects', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => row(`p${index}`, 'red'))
    const document = portfolioStatus(facts({ rows }))
    const html = renderReport({ document, format: 'html' })
    expect(html).toContain('Project p999 (p999)')
    expect(html.length).toBeLessThan(2_000_000)
  })
})

test('the status of a project tells its figures with coverage, and its manager owns it', () => {
  const unknown = indicator({
    id: 'finish',
    subject: { kind: 'project', id: 'web' },
    title: 'Finish',
    formula: 'f',
    coverage: { known: 1, needed: 4, of: 'items with a finish' },
    asOf: [{ connection: 'gh', asOf: ASOF, stale: false }],
    evidence: [],
    yardstick: 'y',
  })
  const told = projectStatus({
    ...facts({ rows: [row('web', 'red')] }),
    figures: [unknown],
    findings: [],
    findingsTotal: 0,
  })
  expect(told.owner).toBe('Mara')
  expect(told.missing).toContain('No forecast: The forecast is being computed.')
  expect(told.missing).toContain('Finish: It cannot be told: 1 of 4 items with a finish.')
  const text = renderReport({ document: told, format: 'html' })
  expect(text).toContain('1 of 4 items with a finish')
  expect(text).toContain('gh: 2026-03-18 12:00 UTC')
  expect(told.missing).toContain('Items with a finish: 1 of 4 (Finish).')
  expect(told.missing).toContain('Forecast: not there (P50 and P80).')
})

test('the report about standards counts findings that it does not show, and unknown is no pass', () => {
  const told = standardsReport({
    ...facts(),
    scorecards: [
      {
        project: 'web',
        name: 'Web',
        level: 0,
        levels: [],
        totals: { pass: 1, fail: 1, notApplicable: 0, unknown: 2, error: 1, waived: 1 },
        rules: [],
      },
    ],
    findings: [],
    findingsTotal: 7,
    titles: new Map(),
  })
  expect(told.missing).toEqual(['Web (web) was never checked.', 'Web: 3 of 5 verdicts could not be told.'])
  const text = renderReport({ document: told, format: 'html' })
  expect(text).toContain('7 more are not shown.')
  expect(told.inputs.map(({ name, available, needed }) => [name, available, needed])).toEqual([
    ['Checked by the rules', 0, 1],
    ['Verdicts that could be told', 2, 5],
    ['Sources up to date', 3, 3],
  ])
})

test('a project without any item names what it cannot tell, though nothing of it is missing', () => {
  const told = projectStatus({
    ...facts({ rows: [row('web', 'unknown')] }),
    figures: [
      indicator({
        id: 'finish',
        subject: { kind: 'project', id: 'web' },
        title: 'Finish',
        formula: 'f',
        coverage: { known: 0, needed: 0, of: 'items with a finish' },
        asOf: [],
        evidence: [],
        yardstick: 'y',
      }),
    ],
    findings: [],
    findingsTotal: 0,
  })
  expect(told.missing).toContain('There is nothing that these could be told by: Finish.')
  expect(told.missing).toContain('Finish: It cannot be told: there are no items with a finish.')
})

test('what is red stands with the rows that make it so, and what is unknown with those that say nothing', () => {
  const figure = (id: string, light: 'red' | 'green', known: number) =>
    indicator({
      id,
      subject: { kind: 'project', id: 'web' },
      title: id,
      formula: 'f',
      value: { type: 'count', count: 1 },
      coverage: { known, needed: 2, of: 'items' },
      asOf: [{ connection: 'gh', asOf: ASOF, stale: false }],
      evidence: [
        {
          of: { kind: 'workItem', connection: 'gh', ref: '1', key: 'web#1' },
          title: 'Late',
          brings: { type: 'count', count: 1 },
        },
        {
          of: { kind: 'workItem', connection: 'gh', ref: '2' },
          title: 'In time',
          brings: { type: 'count', count: 0 },
        },
        { of: { kind: 'workItem', connection: 'gh', ref: '3' }, title: 'Silent' },
      ],
      yardstick: 'y',
      judged: { light, because: 'b' },
    })
  const figures = [figure('overdue', 'red', 2), figure('effort', 'green', 1), figure('cost', 'green', 2)]
  expect(evidenceTable(figures)[0]?.rows.map((cells) => cells.map(({ text }) => text))).toEqual([
    ['overdue', 'web#1 Late', '1'],
    ['effort', 'Silent', 'says nothing'],
  ])
  expect(evidenceTable([figure('cost', 'green', 2)])).toEqual([])
})

test('a finding is told with the item that it is about and the way into its tracker', () => {
  const finding: Finding = {
    id: 'f1',
    rule: 'house.owner',
    version: '1',
    title: 'Work has an owner',
    severity: 'error',
    unit: 'project/web',
    project: 'web',
    subject: { grain: 'item', record: { connection: 'gh', kind: 'workItem', ref: '17' } },
    state: 'open',
    message: 'Nobody is assigned to it.',
    evidence: [],
    firstSeen: ASOF,
    since: ASOF,
    lastSeen: ASOF,
    reopened: 0,
  }
  const item = { key: 'web#17', title: 'Pay', url: 'https://tracker.example/17' }
  const rows = findingsTable(
    [{ ...finding, item }, finding, { ...finding, subject: { grain: 'portfolio' } }],
    3,
  ).rows
  expect(rows.map((cells) => cells[3])).toEqual([
    { text: 'web#17 Pay', url: 'https://tracker.example/17' },
    { text: '17' },
    { text: 'the portfolio' },
  ])
})

test('a day of which nothing was kept is a gap in a trend', () => {
  const { days } = trendChart('Health', [
    { day: '2026-02-27', light: 'red' },
    { day: '2026-03-01', light: 'green' },
  ])
  expect(days).toEqual([
    { day: '2026-02-27', light: 'red' },
    { day: '2026-02-28' },
    { day: '2026-03-01', light: 'green' },
  ])
  expect(trendChart('Health', []).days).toEqual([])
})
