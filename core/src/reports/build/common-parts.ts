import type { ForecastRow } from '../../overview/index.ts'
import type { Light } from '../../portfolio/index.ts'
import type { Finding } from '../../standards/index.ts'
import {
  table,
  type Cell,
  type LightsChart,
  type ReportInput,
  type ReportSection,
  type ReportTable,
} from '../report-document.ts'
import type { ReportFacts } from './report-facts.ts'

/** A plain cell. */
export const cell = (text: string): Cell => ({ text })

/** A light as a cell. */
export const lightCell = (light: Light | undefined): Cell =>
  light === undefined ? { text: 'not judged' } : { text: light, light }

/** How many projects have each light. */
export function lightsChart(rows: readonly ForecastRow[]): LightsChart {
  const count = (light: Light): number =>
    rows.filter(({ health }) => (health.light ?? 'unknown') === light).length
  return {
    type: 'lights',
    caption: 'Projects by health',
    counts: { red: count('red'), amber: count('amber'), unknown: count('unknown'), green: count('green') },
  }
}

/** What a report of projects rests on, and how much of it is there. */
export function inputsOf({ rows }: Pick<ReportFacts, 'rows'>): readonly ReportInput[] {
  const part = (id: string): number =>
    rows.filter(({ parts }) => parts.some((one) => one.id === id && one.state === 'known')).length
  const input = (name: string, use: string, available: number): ReportInput => ({
    name,
    use,
    available,
    needed: rows.length,
  })
  return [
    input('Sources up to date', 'Everything', part('freshness')),
    input(
      'Agreed finish or baseline',
      'Dates',
      rows.filter(({ dates }) => dates.committedFinish !== undefined || dates.baselineFinish !== undefined)
        .length,
    ),
    input('Estimates and booked work', 'Effort', part('effort')),
    input('Budget and cost', 'Cost', part('cost')),
    input(
      'Checked by the rules',
      'Findings',
      rows.filter(({ findings }) => findings.asOf !== undefined).length,
    ),
    input('Forecast', 'P50 and P80', rows.filter(({ forecast }) => forecast.p80 !== undefined).length),
  ]
}

/** What is missing in a report of projects, each a sentence. */
export function missingOf(facts: ReportFacts): readonly string[] {
  const { rows, absent } = facts
  const inputs = inputsOf(facts).filter(({ available, needed }) => available < needed)
  return [
    ...absent.map(({ project, why }) => `${project} is not contained: ${why}`),
    ...(rows.length === 0 ? ['There is no project to tell of.'] : []),
    ...inputs.map(
      ({ name, use, available, needed }) => `${name}: there for ${available} of ${needed} projects (${use}).`,
    ),
    ...rows
      .filter(({ freshness }) => freshness.some(({ stale }) => stale))
      .slice(0, 20)
      .map(({ project, freshness }) => `${project.name}: ${staleText(freshness)}.`),
  ]
}

function staleText(freshness: ForecastRow['freshness']): string {
  return freshness
    .filter(({ stale }) => stale)
    .map(({ connection, asOf }) =>
      asOf === undefined
        ? `${connection} was never read without a flaw`
        : `${connection} is known until ${asOf}`,
    )
    .join('; ')
}

/** Until when each source is known. */
export function sourcesSection(rows: readonly ForecastRow[]): ReportSection {
  const sources = new Map(rows.flatMap(({ freshness }) => freshness.map((one) => [one.connection, one])))
  return {
    heading: 'Sources',
    source: 'Last flawless reading of each connection.',
    parts: [
      table(
        'Sources and how old they are',
        ['Source', 'Known until', 'State'],
        [...sources.values()].map(({ connection, asOf, stale }) => [
          cell(connection),
          cell(asOf ?? 'never read without a flaw'),
          stale ? { text: 'out of date', light: 'unknown' } : cell('up to date'),
        ]),
      ),
    ],
  }
}

/** Open findings, as they were given. */
export function findingsTable(findings: readonly Finding[], total: number): ReportTable {
  const made = table(
    'Open findings, the worst first',
    ['Severity', 'Rule', 'Project', 'What was found', 'Action', 'Owner', 'Due'],
    findings.map((one) => [
      cell(one.severity),
      cell(`${one.rule}@${one.version}`),
      cell(one.project ?? 'portfolio'),
      cell(one.message),
      cell(one.action?.text ?? ''),
      cell(one.owner ?? one.ownerRole ?? 'nobody'),
      cell(one.due ?? ''),
    ]),
  )
  return { ...made, omitted: Math.max(0, total - made.rows.length) }
}
