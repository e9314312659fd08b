import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { doubtLines } from '../output/doubts.ts'
import { histogramText } from '../output/histogram.ts'
import { gapsText } from '../output/past-gaps.ts'
import type { Api } from '../session.ts'

type Forecast = Awaited<ReturnType<Api['forecast']['run']['query']>>
type End = Forecast['ends'][number]

/** What `pmo forecast` is asked for. */
export interface ForecastOptions {
  readonly seed?: number
  readonly iterations?: number
  readonly correlation?: number
  readonly by?: string
  /** A day of the past, or an instant. */
  readonly asOf?: string
  readonly items: number
}

/** When projects and milestones will be finished. */
export async function showForecast(
  context: CommandContext,
  project: string | undefined,
  { seed, iterations, correlation, by, items, asOf }: ForecastOptions,
): Promise<number> {
  await using session = await context.session()
  const forecast = await session.api.forecast.run.query({
    items,
    ...(project !== undefined && { project }),
    ...(seed !== undefined && { seed }),
    ...(iterations !== undefined && { iterations }),
    ...(correlation !== undefined && { correlation }),
    ...(by !== undefined && { by }),
    ...(asOf !== undefined && { asOf }),
  })
  const { output } = context
  if (output.json) {
    output.result(forecast, () => '')
    return EXIT.ok
  }
  const paces = new Map(forecast.doubts.map(({ kind, ref, pace }) => [`${kind} ${ref}`, pace?.p50?.day]))
  output.list(
    forecast.ends,
    [
      { title: 'what', value: endText, most: 40 },
      { title: 'scheduled', value: ({ scheduled }) => scheduled.day },
      { title: 'chance', value: ({ scheduledChance }) => percent(scheduledChance), spare: 2 },
      { title: 'P10', value: ({ p10 }) => p10.day, spare: 1 },
      { title: 'P50', value: ({ p50 }) => p50.day },
      { title: 'P80', value: ({ p80 }) => p80.day },
      { title: 'P90', value: ({ p90 }) => p90.day, spare: 3 },
      { title: 'promised', value: ({ promised }) => promised?.day ?? '' },
      { title: 'kept', value: ({ promisedChance }) => percent(promisedChance), spare: 4 },
      { title: 'at pace', value: ({ kind, ref }) => paces.get(`${kind} ${ref}`) ?? '' },
      ...(by === undefined ? [] : [{ title: `by ${by}`, value: ({ byChance }: End) => percent(byChance) }]),
    ],
    'Nothing is left to forecast.',
  )
  for (const line of doubtLines(forecast, 'forecast')) output.note(line)
  const [main] = forecast.ends
  if (output.isTerminal && main !== undefined) output.write(`\n${endText(main)}\n${histogramText(main)}\n\n`)
  if (forecast.items.length > 0 && output.isTerminal)
    output.list(
      forecast.items,
      [
        {
          title: 'what decides',
          value: ({ key, title }) => (key === undefined ? title : `${key} ${title}`),
          most: 44,
        },
        { title: 'critical', value: ({ criticality }) => percent(criticality) },
        { title: 'SSI', value: ({ ssi }) => ssi.toFixed(2) },
        { title: 'rank correlation', value: ({ sensitivity }) => sensitivity?.toFixed(2) ?? '' },
        { title: 'spread', value: ({ basis }) => basis ?? 'certain', most: 60, sentence: true },
      ],
      '',
    )
  for (const assumption of forecast.assumptions) output.note(assumption)
  for (const line of gapsText(forecast.gaps)) output.note(line)
  if (forecast.endsTotal > forecast.ends.length)
    output.note(`${forecast.endsTotal - forecast.ends.length} more are told for one project at a time.`)
  if (forecast.ends.length > 0)
    output.note(
      `${forecast.iterations} iterations, seed ${forecast.seed}, as of ${forecast.asOf.slice(0, 16)}Z.`,
    )
  return EXIT.ok
}

/** What `pmo forecast throughput` is asked for. */
export interface ThroughputOptions {
  readonly of?: number
  readonly weeks?: number
  readonly until?: string
  /** A day of the past, or an instant. */
  readonly asOf?: string
}

/** When a backlog is done. */
export async function showThroughput(
  context: CommandContext,
  project: string | undefined,
  { of, weeks, until, asOf }: ThroughputOptions,
): Promise<number> {
  await using session = await context.session()
  const found = await session.api.forecast.throughput.query({
    ...(project !== undefined && { project }),
    ...(of !== undefined && { items: of }),
    ...(weeks !== undefined && { weeks }),
    ...(until !== undefined && { by: until }),
    ...(asOf !== undefined && { asOf }),
  })
  const { output } = context
  if (output.json) {
    output.result(found, () => '')
    return EXIT.ok
  }
  if (found.unknown !== undefined) {
    output.note(found.unknown)
    return EXIT.attention
  }
  const rows = [
    { chance: '50 %', end: found.p50, items: found.itemsBy?.p50 },
    { chance: '85 %', end: found.p85, items: found.itemsBy?.p85 },
    { chance: '95 %', end: found.p95, items: found.itemsBy?.p95 },
  ]
  output.list(
    rows,
    [
      { title: 'chance', value: ({ chance }) => chance },
      { title: `${found.items} items done by`, value: ({ end }) => end?.day ?? 'beyond ten years' },
      { title: 'weeks', value: ({ end }) => (end === undefined ? '' : String(end.weeks)) },
      ...(until === undefined
        ? []
        : [{ title: `items by ${until}`, value: ({ items }: (typeof rows)[number]) => String(items ?? '') }]),
    ],
    '',
  )
  output.note(
    `Drawn from ${found.throughput.length} weeks: ${found.throughput.join(' ')} items finished a week.`,
  )
  for (const assumption of found.assumptions) output.note(assumption)
  for (const line of gapsText(found.gaps)) output.note(line)
  return EXIT.ok
}

/** Risks that forecasts count. */
export async function listRisks(
  context: CommandContext,
  { ended }: { readonly ended?: true },
): Promise<number> {
  await using session = await context.session()
  const { risks } = await session.api.forecast.risks.query(ended === true ? { ended } : {})
  context.output.list(
    risks,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'risk', value: ({ title }) => title, most: 50 },
      { title: 'chance', value: ({ probability }) => percent(probability) },
      {
        title: 'days',
        value: ({ impact: { low, likely, high } }) => `${low} to ${high}, most likely ${likely}`,
      },
      { title: 'items', value: ({ items }) => items.join(', '), most: 50 },
      { title: 'by', value: ({ by }) => by },
      ...(ended === true
        ? [{ title: 'ended', value: ({ endedAt }: (typeof risks)[number]) => endedAt?.slice(0, 10) ?? '' }]
        : []),
    ],
    'Forecasts count no risks; pmo forecast risks add has them count one.',
  )
  return EXIT.ok
}

/** A risk to be kept. */
export interface NewRisk {
  readonly title: string
  readonly probability: number
  readonly days: { readonly low: number; readonly likely: number; readonly high: number }
  readonly item: readonly string[]
  readonly note?: string
}

/** Keeps a risk. */
export async function addRisk(context: CommandContext, risk: NewRisk): Promise<number> {
  await using session = await context.session()
  const { title, probability, days, item, note } = risk
  const kept = await session.api.forecast.addRisk.mutate({
    title,
    probability,
    impact: days,
    items: [...item],
    ...(note !== undefined && { note }),
  })
  context.output.result(kept, () => `Forecasts count the risk ${kept.id}, "${kept.title}", from now on.`)
  return EXIT.ok
}

/** Ends a risk. */
export async function endRisk(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const ended = await session.api.forecast.endRisk.mutate({ id })
  context.output.result(ended, () => `Forecasts count the risk ${ended.id}, "${ended.title}", no more.`)
  return EXIT.ok
}

function endText({ kind, title, connection }: End): string {
  if (kind === 'milestone') return `◆ ${title} (${connection ?? ''})`
  return kind === 'portfolio' ? 'All projects' : title
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${Math.round(share * 100)} %`
}
