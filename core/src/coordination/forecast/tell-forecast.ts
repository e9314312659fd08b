import type { Breathe } from '@headless-pmo/engine'
import type { ScheduledPortfolio } from '../network/index.ts'
import type { ForecastEnd } from './forecast-ends.ts'
import { Decisive } from './decisive.ts'
import type { EndForecast, ForecastQuestion, ItemForecast, Simulated } from './forecast-result.ts'
import { counted, finishDate, isBeyondTelling } from './forecast-words.ts'
import type { Uncertainty } from './history/uncertainty.ts'
import type { PlacedRisk } from './risks/placed-risks.ts'
import type { SimulationResult } from './run-simulation.ts'
import type { EndSummary } from './simulation/summarise.ts'
import { momentsOf, TABLE_POINTS } from './spread/quantile-table.ts'

const MOST_ITEMS = 20
const MOST_ENDS = 100

/** What a forecast is told from. */
export interface Told {
  readonly scheduled: ScheduledPortfolio
  readonly question: ForecastQuestion
  readonly ends: readonly ForecastEnd[]
  readonly uncertainty: Uncertainty
  readonly risks: readonly PlacedRisk[]
  /** Risks that trackers keep: none names the items it is on. */
  readonly trackerRisks: number
  readonly result: SimulationResult
  readonly seed: number
  readonly iterations: number
  readonly correlation: number
  /** End that each node's part is measured by. */
  readonly projectOf: ReadonlyMap<number, number>
}

/** Makes of a simulation what people and programs read; others have their turn meanwhile. */
export async function tellForecast(told: Told, breathe: Breathe): Promise<Simulated> {
  const { scheduled, question, ends, uncertainty, risks, result, seed, iterations, correlation } = told
  const forecast = ends.flatMap((end, at) => {
    const summary = result.ends[at]
    return summary === undefined ? [] : [{ end, summary }]
  })
  const forecasts: EndForecast[] = []
  for (const { end, summary } of forecast.slice(0, question.ends ?? MOST_ENDS)) {
    await breathe()
    forecasts.push(endForecast(end, summary))
  }
  const draws = result.program.drawPosition.length
  return {
    asOf: scheduled.asOf,
    feedPosition: scheduled.feedPosition,
    seed,
    iterations,
    correlation,
    ends: forecasts,
    endsTotal: forecast.length,
    items: await itemForecasts(told, breathe),
    risks: risks.map(({ risk, unknown }, at) => {
      const sensitivity = result.sensitivity[draws + at] ?? Number.NaN
      const { id, title, probability, impact, items } = risk
      return {
        title,
        probability,
        impact,
        items,
        unknownItems: unknown,
        ...(id !== undefined && { id }),
        ...(!Number.isNaN(sensitivity) && { sensitivity: rounded(sensitivity) }),
      }
    }),
    spreads: uncertainty.counts(),
    assumptions: await assumptions(told, breathe),
  }
}

function endForecast(end: ForecastEnd, summary: EndSummary): EndForecast {
  const { kind, ref, connection, title, project, zone, scheduled, deadline } = end
  const date = (time: number) => finishDate(time, zone)
  const [scheduledChance = 0, promisedChance, byChance] = summary.chances
  return {
    kind,
    ref,
    title,
    zone,
    ...(connection !== undefined && { connection }),
    ...(project !== undefined && { project }),
    scheduled: date(scheduled),
    scheduledChance,
    earliest: date(summary.earliest),
    p10: date(summary.p10),
    p50: date(summary.p50),
    p80: date(summary.p80),
    p90: date(summary.p90),
    latest: date(summary.latest),
    ...(deadline !== undefined &&
      promisedChance !== undefined && { promised: date(deadline), promisedChance }),
    ...(byChance !== undefined && { byChance }),
    histogram: summary.histogram,
  }
}

/** Those that decide most; what never lay on a critical path decides nothing. */
async function itemForecasts(told: Told, breathe: Breathe): Promise<ItemForecast[]> {
  const { scheduled, ends, question, result, projectOf } = told
  const { program, criticality } = result
  const { nodes } = scheduled.portfolio
  const deviations = await deviationsOf(result, breathe)
  const decisive = new Decisive(question.items ?? MOST_ITEMS)
  for (const [at, share] of criticality.entries()) {
    await breathe()
    const index = program.node[at] ?? -1
    const node = nodes[index]
    if (!(share > 0) || node === undefined || node.scheduling === 'summary') continue
    const whole = result.ends[projectOf.get(index) ?? 0]?.deviation ?? 0
    decisive.add({ at, share, ssi: whole > 0 ? rounded((share * (deviations[at] ?? 0)) / whole) : 0 })
  }
  const drawn = new Map<number, number>()
  for (const [draw, at] of program.drawPosition.entries()) {
    await breathe()
    drawn.set(at, draw)
  }
  return decisive.most().flatMap(({ at, share, ssi }): ItemForecast[] => {
    const index = program.node[at] ?? -1
    const node = nodes[index]
    if (node === undefined) return []
    const draw = drawn.get(at)
    const correlation = draw === undefined ? Number.NaN : (result.sensitivity[draw] ?? Number.NaN)
    const origin = draw === undefined ? undefined : told.uncertainty.origin(program.drawOrigin[draw] ?? -1)
    return [
      {
        kind: node.kind,
        connection: node.connection,
        ref: node.ref,
        title: node.title,
        criticality: share,
        ssi,
        of: ends[projectOf.get(index) ?? 0]?.title ?? '',
        ...(node.key !== undefined && { key: node.key }),
        ...(node.project !== undefined && { project: node.project }),
        ...(!Number.isNaN(correlation) && { sensitivity: rounded(correlation) }),
        ...(origin !== undefined && { source: origin.source, basis: origin.basis }),
      },
    ]
  })
}

/** Standard deviation of the duration at each position, working minutes: of its spread and its risks together. */
async function deviationsOf({ program }: SimulationResult, breathe: Breathe): Promise<Float64Array> {
  const variances = new Float64Array(program.size)
  const momentsAt = (table: number) => momentsOf(program.tables.subarray(table, table + TABLE_POINTS))
  const cache = new Map<number, ReturnType<typeof momentsOf>>()
  const moments = (table: number) => {
    const known = cache.get(table) ?? momentsAt(table)
    cache.set(table, known)
    return known
  }
  for (const [draw, at] of program.drawPosition.entries()) {
    await breathe()
    const { deviation } = moments(program.drawTable[draw] ?? 0)
    variances[at] = ((program.drawScale[draw] ?? 0) * deviation) ** 2
  }
  for (const [risk, probability] of program.riskProbability.entries()) {
    await breathe()
    const { mean, deviation } = moments(program.riskTable[risk] ?? 0)
    const impact = (program.riskOffset[risk] ?? 0) + (program.riskScale[risk] ?? 0) * mean
    const square = ((program.riskScale[risk] ?? 0) * deviation) ** 2 + impact * impact
    const variance = probability * square - (probability * impact) ** 2
    for (let at = program.riskFirst[risk] ?? 0; at < (program.riskFirst[risk + 1] ?? 0); at += 1) {
      const position = program.riskPositions[at] ?? 0
      variances[position] = (variances[position] ?? 0) + variance
    }
  }
  return variances.map(Math.sqrt)
}

async function assumptions(
  { scheduled, uncertainty, correlation, risks, trackerRisks, result }: Told,
  breathe: Breathe,
): Promise<string[]> {
  const counts = uncertainty.counts()
  const said: string[] = []
  if (counts.default > 0)
    said.push(
      `Of ${counted(counts.default, 'item')} the spread is assumed, since too few finished items of their kind tell how far durations differ.`,
    )
  if (counts['history-of-all'] > 0)
    said.push(
      `Of ${counted(counts['history-of-all'], 'item')} the spread is that of all projects, since too few were finished in their own.`,
    )
  if (correlation === 0)
    said.push(
      'Durations are independent of each other; where whole teams are late together, dates spread wider than told here.',
    )
  let assumed = 0
  for (const node of result.program.node) {
    await breathe()
    const taken = scheduled.portfolio.nodes[node]?.assumptions ?? []
    if (taken.some(({ field }) => field === 'duration' || field === 'remaining')) assumed += 1
  }
  if (assumed > 0)
    said.push(
      `Of ${counted(assumed, 'item')} no tracker states the duration; pmo explain tells what it was taken from.`,
    )
  if (result.ends.some((end) => end !== undefined && isBeyondTelling(end.latest)))
    said.push(
      'Some finishes lie beyond the year 9999 and are told as its end; look at the longest durations, which pmo schedule shows.',
    )
  if (trackerRisks > 0)
    said.push(
      `${counted(trackerRisks, 'risk')} of trackers ${trackerRisks === 1 ? 'is' : 'are'} not counted, since trackers do not say which items a risk is on; pmo forecast risks add counts one.`,
    )
  const lost = risks.filter(({ unknown }) => unknown.length > 0).length
  if (lost > 0) said.push(`Of ${counted(lost, 'risk')} some items are not there; it does not count on those.`)
  return said
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
