import { describe, expect, test } from 'vitest'
import type { RegisterEntry } from '../../governance/index.ts'
import type { ForecastRow } from '../../overview/index.ts'
import { indicator, type Light } from '../../portfolio/index.ts'
import { renderReport } from '../render/render.ts'
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
    expect(told.inputs).toContainEqual({ name: 'Forecast', use: 'P50 and P80', available: 0, needed: 3 })
    expect(told.missing).toContain('Forecast: there for 0 of 3 projects (P50 and P80).')
    for (const { source } of told.sections) expect(source).not.toBe('')
  })

  test('tells of a source that is out of date', () => {
    const old = { ...row('web', 'green'), freshness: [{ connection: 'jira', stale: true }] }
    const told = portfolioStatus(facts({ rows: [old] }))
    expect(told.missing).toContain('Project web: jira was never read without a flaw.')
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
  expect(text).toContain(`gh: ${ASOF}`)
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
  expect(told.missing).toEqual(['Web (web) was never checked.', 'Web: 3 verdicts could not be told.'])
  const text = renderReport({ document: told, format: 'html' })
  expect(text).toContain('7 more are not shown.')
  expect(told.inputs).toEqual([{ name: 'Checked by the rules', use: 'Everything', available: 0, needed: 1 }])
})
