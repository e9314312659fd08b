import type { ForecastRow, HealthDay } from '../../overview/index.ts'
import type { Light } from '../../portfolio/index.ts'
import type { Finding } from '../../standards/index.ts'
import {
  table,
  type Cell,
  type LightsChart,
  type ReportInput,
  type ReportSection,
  type ReportTable,
  type TrendChart,
} from '../report-document.ts'
import type { ReportFacts } from './report-facts.ts'
import { instantText } from './tell-time.ts'

/** Sentences of one kind on the first page; the rest is counted. */
const MOST_SENTENCES = 20

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

/** A light a day; a day of which nothing was kept is a gap, and repeats no light. */
export function trendChart(caption: string, kept: readonly HealthDay[]): TrendChart {
  const byDay = new Map(kept.map(({ day, light }) => [day, light]))
  const [first, last] = [kept[0], kept.at(-1)]
  if (first === undefined || last === undefined) return { type: 'trend', caption, days: [] }
  const begin = Temporal.PlainDate.from(first.day)
  const count = begin.until(last.day, { largestUnit: 'days' }).days + 1
  const days = Array.from({ length: count }, (_, at) => {
    const day = begin.add({ days: at }).toString()
    const light = byDay.get(day)
    return { day, ...(light !== undefined && { light }) }
  })
  return { type: 'trend', caption, days }
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
    of: 'projects',
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

/** What is missing in a report of projects, each a sentence: what it does not contain first. */
export function missingOf(
  facts: ReportFacts,
  inputs: readonly ReportInput[] = inputsOf(facts),
): readonly string[] {
  return [...notContained(facts), ...missingInputs(inputs), ...staleSources(facts)]
}

/** Projects that should be told of and are not, and figures that are older than they could be. */
export function notContained({ rows, absent, behind }: ReportFacts): readonly string[] {
  return [
    ...cut(absent.map(({ project, why }) => `${project} is not contained: ${why}`)),
    ...(rows.length === 0 && absent.length === 0 ? ['There is no project to tell of.'] : []),
    ...behind,
  ]
}

function missingInputs(inputs: readonly ReportInput[]): readonly string[] {
  const empty = inputs.filter(({ needed, of = 'projects' }) => needed === 0 && of !== 'projects')
  const some = inputs.flatMap(({ name, use, available, needed, of = 'projects' }) => {
    if (available >= needed) return []
    if (of === 'projects') return [`${name}: there for ${available} of ${needed} projects (${use}).`]
    return [`${name}: ${needed === 1 ? 'not there' : `${available} of ${needed}`} (${use}).`]
  })
  if (empty.length === 0) return some
  return [...some, `There is nothing that these could be told by: ${empty.map(({ use }) => use).join(', ')}.`]
}

/** Sources that are out of date, by project. */
export function staleSources({ rows }: Pick<ReportFacts, 'rows'>): readonly string[] {
  return cut(
    rows
      .filter(({ freshness }) => freshness.some(({ stale }) => stale))
      .map(({ project, freshness }) => `${project.name} (${project.id}): ${staleText(freshness)}.`),
  )
}

/** The first sentences of a kind; how many more there are is said, so that none is left out silently. */
export function cut(sentences: readonly string[], most: number = MOST_SENTENCES): readonly string[] {
  if (sentences.length <= most) return sentences
  return [
    ...sentences.slice(0, most),
    `The same is true of ${sentences.length - most} more; the tables below tell all.`,
  ]
}

function staleText(freshness: ForecastRow['freshness']): string {
  return freshness
    .filter(({ stale }) => stale)
    .map(({ connection, asOf }) =>
      asOf === undefined
        ? `${connection} was never read without a flaw`
        : `${connection} is known until ${instantText(asOf)}`,
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
          cell(asOf === undefined ? 'never read without a flaw' : instantText(asOf)),
          stale ? { text: 'out of date', light: 'unknown' } : cell('up to date'),
        ]),
      ),
    ],
  }
}

/** Open findings, as they were given: each with what it is about, and the way into its tracker. */
export function findingsTable(findings: readonly Finding[], total: number): ReportTable {
  const made = table(
    'Open findings, the worst first',
    ['Severity', 'Rule', 'Project', 'About', 'What was found', 'Action', 'Owner', 'Due'],
    findings.map((one) => [
      cell(one.severity),
      cell(`${one.rule}@${one.version}`),
      cell(one.project ?? (one.unit === 'unassigned' ? 'none' : 'portfolio')),
      aboutCell(one),
      cell(one.message),
      cell(one.action?.text ?? ''),
      cell(one.owner ?? one.ownerRole ?? 'nobody'),
      cell(one.due ?? 'no day'),
    ]),
  )
  return { ...made, omitted: Math.max(0, total - made.rows.length) }
}

function aboutCell({ subject, item }: Finding): Cell {
  if (item === undefined) return cell(subject.grain === 'item' ? subject.record.ref : `the ${subject.grain}`)
  const named = [item.key, item.title].filter((one) => one !== undefined && one !== '')
  return {
    text: named.length === 0 ? 'an item without a name' : named.join(' '),
    ...(item.url !== undefined && { url: item.url }),
  }
}
