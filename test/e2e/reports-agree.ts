import type { createClient } from '@headless-pmo/client'
import { expect } from 'vitest'
import { moneyText } from '../../core/src/portfolio/index.ts'
import type { ReportDocument, ReportName } from '../../core/src/reports/index.ts'

type Client = ReturnType<typeof createClient>

/**
 * Holds the reports of now against what the API says of the same figures at the same moment: a report that tells another
 * number than the screen is believed by nobody.
 */
export async function reportsAgree({ api }: Client): Promise<void> {
  const documentOf = async (report: ReportName, project?: string): Promise<ReportDocument> => {
    const about = { report, format: 'json' as const, ...(project !== undefined && { project }) }
    // JSON of a report is its document.
    return JSON.parse((await api.reports.get.query(about)).text) as ReportDocument
  }
  const portfolio = await documentOf('portfolio-status')
  const { items: rows, total } = await api.overview.projects.query({ limit: 500 })
  const { ends: forecasts } = await api.forecast.run.query({ iterations: 1000, ends: 500 })
  const table = rowsOf(portfolio, 'All projects, the worst first')
  expect(table.map(([name]) => name)).toHaveLength(total)
  for (const { project, health, dates, findings } of rows) {
    const cells = table.find(([name]) => name === `${project.name} (${project.id})`) ?? []
    const [, light, , agreed, scheduled = '', named = '', p50, p80, found, why] = cells
    expect({ light, why }).toEqual({ light: health.light ?? 'not judged', why: health.because })
    expect(agreed).toBe(dates.committedFinish ?? 'nothing agreed')
    expect(scheduled.slice(0, 10)).toBe(dates.scheduledFinish ?? 'unknown')
    expect(named.slice(0, 10)).toBe(dates.namedFinish ?? 'no day')
    const end = forecasts.find(({ kind, ref }) => kind === 'project' && ref === project.id)
    expect([p50, p80]).toEqual([end?.p50.day, end?.p80.day])
    const { counts } = await api.findings.list.query({ project: [project.id], limit: 1 })
    expect(found).toContain(`${counts.reduce((sum, one) => sum + one.total, 0)} open`)
    expect(findings.open).toBe(counts.reduce((sum, one) => sum + one.total, 0))
  }
  const [first] = rows
  if (first === undefined) throw new Error('The demo has no project.')
  await projectAgrees(api, await documentOf('project-status', first.project.id), first.project.id)

  const standards = await documentOf('standards')
  const { items: cards } = await api.scorecards.list.query({ limit: 500 })
  const scores = rowsOf(standards, 'Scorecards')
  expect(scores.map((cells) => cells.slice(3, 7))).toEqual(
    cards.map(({ totals }) =>
      [totals.pass, totals.fail, totals.waived, totals.unknown + totals.error].map(String),
    ),
  )
  const { counts } = await api.findings.list.query({ limit: 1 })
  const told = standards.sections.flatMap(({ parts }) => parts).find(isFindings)
  expect((told?.rows.length ?? 0) + (told?.omitted ?? 0)).toBe(
    counts.reduce((sum, one) => sum + one.total, 0),
  )
  for (const document of [portfolio, standards]) {
    expect(document.decision).not.toBe('')
    expect(document.owner).not.toBe('')
    expect(document.sections.filter(({ source }) => source === '')).toEqual([])
  }
}

/** Every figure of a project's status is the one that the project's own page tells, and its measures. */
async function projectAgrees(api: Client['api'], document: ReportDocument, id: string): Promise<void> {
  const one = await api.overview.project.query({ id })
  const { indicators } = await api.figures.get.query({ id })
  const figures = rowsOf(document, 'All figures')
  expect(figures.map(([title]) => title)).toEqual(indicators.map(({ title }) => title))
  expect(one.figures).toEqual(indicators)
  for (const [at, { value, light, coverage, because }] of indicators.entries()) {
    const [, text, shown, covered, , why] = figures[at] ?? []
    expect(why).toBe(because)
    expect(shown).toBe(light ?? 'not judged')
    expect(covered).toBe(`${coverage.known} of ${coverage.needed} ${coverage.of}`)
    if (value === undefined) expect(text).toBe('unknown')
    if (value?.type === 'day') expect(text).toBe(value.day)
    if (value?.type === 'count') expect(text).toBe(String(value.count))
    if (value?.type === 'minutes') expect(Number.parseFloat(text ?? '')).toBeCloseTo(value.minutes / 60, 0)
    if (value?.type === 'money') expect(text).toBe(moneyText(value.amounts))
  }
  expect(rowsOf(document, 'Parts of the health').map(([title, , light]) => [title, light])).toEqual(
    one.parts.map(({ title, light }) => [title, light ?? 'not judged']),
  )
}

type Part = ReportDocument['sections'][number]['parts'][number]

const isFindings = (part: Part): part is Extract<Part, { readonly type: 'table' }> =>
  part.type === 'table' && part.caption === 'Open findings, the worst first'

function rowsOf(document: ReportDocument, caption: string): readonly (readonly string[])[] {
  const part = document.sections
    .flatMap(({ parts }) => parts)
    .find((one) => one.type === 'table' && one.caption === caption)
  if (part?.type !== 'table') throw new Error(`The report has no table "${caption}".`)
  return part.rows.map((cells) => cells.map(({ text }) => text))
}
