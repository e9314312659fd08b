import type { RemovalView, Run } from '../../sync/index.ts'
import { type Column } from './table.ts'
import { oneLine } from '../../texts/index.ts'
import { countText, lengthText, things } from './times.ts'

/** How one stream of a run ended. */
export interface StreamRow {
  readonly connection: string
  readonly result: Run['streams'][number]
}

const number =
  (of: 'pages' | 'items' | 'created' | 'updated' | 'retired' | 'restored' | 'held') =>
  ({ result }: StreamRow): number =>
    result[of]

/** Results by stream: what was read, and what became of the records. */
export const streamColumns: readonly Column<StreamRow>[] = [
  { title: 'connection', value: ({ connection }) => connection },
  { title: 'stream', value: ({ result }) => result.stream },
  { title: 'state', value: ({ result }) => (result.suspect ? `${result.state} (suspect)` : result.state) },
  { title: 'pages', value: number('pages'), align: 'right' },
  { title: 'items', value: number('items'), align: 'right' },
  { title: 'created', value: number('created'), align: 'right' },
  { title: 'changed', value: number('updated'), align: 'right' },
  { title: 'gone', value: number('retired'), align: 'right' },
  { title: 'back', value: number('restored'), align: 'right' },
  { title: 'held', value: number('held'), align: 'right' },
]

export function streamRows(runs: readonly Run[]): StreamRow[] {
  return runs.flatMap(({ connection, streams }) =>
    // A connector for several stores lists nothing of those that a connection does not have.
    streams.filter(({ idle }) => idle !== true).map((result) => ({ connection, result })),
  )
}

/** One record that a dry run would write. */
export interface SampleRow {
  readonly connection: string
  readonly sample: NonNullable<Run['difference']>['samples'][number]
}

export const sampleColumns: readonly Column<SampleRow>[] = [
  { title: 'connection', value: ({ connection }) => connection },
  { title: 'would be', value: ({ sample }) => sample.event },
  { title: 'kind', value: ({ sample }) => sample.kind },
  { title: 'ref', value: ({ sample }) => sample.ref, most: 30 },
  { title: 'title', value: ({ sample }) => sample.title, most: 50 },
  { title: 'fields', value: ({ sample }) => sample.fields?.join(', '), most: 40 },
]

export function sampleRows(runs: readonly Run[]): SampleRow[] {
  return runs.flatMap(({ connection, difference }) =>
    (difference?.samples ?? []).map((sample) => ({ connection, sample })),
  )
}

/** What a dry run found, in a sentence. */
function differenceText(difference: NonNullable<Run['difference']>): string {
  const { created, updated, retired, restored, held } = difference
  if (created + updated + retired + restored + held === 0) return 'a sync would change nothing'
  const parts = [
    ...(created > 0 ? [`create ${countText(created)}`] : []),
    ...(updated > 0 ? [`change ${countText(updated)}`] : []),
    ...(retired > 0 ? [`remove ${countText(retired)}`] : []),
    ...(restored > 0 ? [`bring back ${countText(restored)}`] : []),
    ...(held > 0 ? [`hold back ${things(held, 'removal')} for a decision`] : []),
  ]
  return `a sync would ${parts.join(', ')}`
}

function writtenText(run: Run): string {
  const total = (of: 'created' | 'updated' | 'retired' | 'restored'): number =>
    run.streams.reduce((all, stream) => all + stream[of], 0)
  const parts = [
    ['created', total('created')],
    ['changed', total('updated')],
    ['gone', total('retired')],
    ['back', total('restored')],
  ] as const
  const some = parts.filter(([, count]) => count > 0).map(([what, count]) => `${countText(count)} ${what}`)
  return some.length === 0 ? 'nothing changed' : some.join(', ')
}

/** Streams that are named before the rest is counted. */
const MOST_STREAMS = 3

/** `issues, events and 4 more` */
function namesText(names: readonly string[]): string {
  const rest = names.length - MOST_STREAMS
  return rest > 0 ? `${names.slice(0, MOST_STREAMS).join(', ')} and ${rest} more` : names.join(', ')
}

/** How a run ended, with every reason once: the first line is the whole, each other one a reason. */
export function runSentences(run: Run): string[] {
  const { connection, state, requests, startedAt, endedAt, difference, problem, streams } = run
  const took =
    startedAt === undefined || endedAt === undefined
      ? ''
      : ` in ${lengthText(Date.parse(endedAt) - Date.parse(startedAt))}`
  const what = run.dryRun
    ? difference === undefined
      ? 'nothing could be compared'
      : differenceText(difference)
    : writtenText(run)
  const said = streams.flatMap(({ stream, reasons }) => reasons.map((reason) => ({ stream, reason })))
  const reasons = [...Map.groupBy(said, ({ reason }) => reason)].map(
    ([reason, all]) => `${namesText(all.map(({ stream }) => stream))}: ${reason}`,
  )
  return [
    `${connection}: ${state}; ${what} (${things(requests, 'request')}${took})`,
    ...[...(problem === undefined ? [] : [problem]), ...reasons].map((reason) => `  ${oneLine(reason)}`),
  ]
}

/** Items of a removal that are listed by name. */
const MOST_NAMED = 10

/** A removal that waits, with the two commands that decide it. */
export function removalSentences(removal: RemovalView): string[] {
  const { connection, stream, run, cause, live, items } = removal
  const why =
    cause === 'suspect'
      ? 'the stream fell to zero, which may be a fault of the tracker'
      : 'that is more than one run may remove'
  const named = items.slice(0, MOST_NAMED).map(({ ref, title, reason }) => {
    const name = title === undefined ? ref : `${ref} ${title}`
    return `  ${oneLine(name)} (${reason.replaceAll('_', ' ')})`
  })
  const rest = items.length > MOST_NAMED ? [`  … and ${items.length - MOST_NAMED} more`] : []
  return [
    `${connection}: ${things(items.length, 'removal')} of ${live} ${stream} wait for a decision: ${why}.`,
    ...named,
    ...rest,
    `  to carry them out: pmo sync approve ${run}`,
    `  to keep the items: pmo sync reject ${run}`,
  ]
}
