import type { RemovalView, Run } from '../../sync/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { waitText } from '../output/run-progress.ts'
import { removalSentences } from '../output/run-result.ts'
import type { Column } from '../output/table.ts'
import { agoText, things } from '../output/times.ts'
import { knowsPlugins, tellOpening, type Api } from '../session.ts'

/** A connection with everything that tells how it is. */
interface ConnectionStatus {
  readonly id: string
  readonly plugin: string
  readonly problem?: string
  readonly last?: Run
  /** When each stream was last read without a flaw, ISO instants. */
  readonly streams: readonly { readonly stream: string; readonly asOf: string }[]
  /** The oldest of these: until then all of it is known. Absent while a stream was never read without a flaw. */
  readonly asOf?: string
  /** Removals that wait for a decision. */
  readonly held: number
}

/** How each connection is: until when it is known, its last run, what waits. */
export async function status(
  context: CommandContext,
  options: { readonly config?: string },
): Promise<number> {
  const { output } = context
  await using session = await context.session(
    options.config === undefined ? {} : { configFile: options.config },
  )
  const { api, address } = session
  const { connections } = await api.connections.list.query({})
  const { removals } = await api.sync.removals.query({ state: 'waiting' })
  const isChecked = await knowsPlugins(session, output)
  const rows = await Promise.all(
    connections.map(({ id, plugin, problem }) =>
      statusOf(api, { id, plugin, ...(isChecked && problem !== undefined && { problem }) }, removals),
    ),
  )
  const { projects, unassigned } = await api.projects.list.query({})
  const items = projects.reduce((sum, { counts }) => sum + counts.total, unassigned)
  if (output.json) {
    const found = { connections: rows, removals, projects: projects.length, items }
    output.result({ ...found, ...(address !== undefined && { address }) }, () => '')
  } else {
    const now = Date.now()
    tellOpening(session, output)
    output.list(
      rows,
      columns((instant) => (output.isTerminal ? agoText(instant, now) : instant)),
      'Nothing is connected; add a tracker to `connections` in pmo.config.ts.',
    )
    for (const { id, last } of rows) {
      const wait = last === undefined ? undefined : waitText(last, now)
      if (wait !== undefined) output.note(`${id}: ${wait}`)
    }
    for (const sentence of removals.flatMap(removalSentences)) output.note(sentence)
    const where = address === undefined ? 'no server runs' : `the server is at ${address}`
    output.note(`${things(projects.length, 'project')}, ${things(items, 'item')}; ${where}.`)
  }
  const good = rows.every(
    ({ problem, last, held }) => problem === undefined && held === 0 && (last === undefined || isGood(last)),
  )
  return good ? EXIT.ok : EXIT.attention
}

/** Runs among which the last one that was no dry run is looked for. */
const RECENT = 20

async function statusOf(
  api: Api,
  connection: Pick<ConnectionStatus, 'id' | 'plugin' | 'problem'>,
  removals: readonly RemovalView[],
): Promise<ConnectionStatus> {
  const { id } = connection
  const [{ runs }, { streams }] = await Promise.all([
    api.sync.runs.query({ connection: id, limit: RECENT }),
    api.sync.freshness.query({ connection: id }),
  ])
  const last = runs.find(({ dryRun }) => !dryRun)
  const known = new Set(streams.map(({ stream }) => stream))
  const isWhole = streams.length > 0 && (last?.streams ?? []).every(({ stream }) => known.has(stream))
  const asOf = streams.map((stream) => stream.asOf).toSorted()[0]
  return {
    ...connection,
    ...(last !== undefined && { last }),
    streams,
    ...(isWhole && asOf !== undefined && { asOf }),
    held: removals.filter((each) => each.connection === id).reduce((sum, each) => sum + each.items.length, 0),
  }
}

/** A run that is partial for nothing but removals is good once these are decided. */
function isGood({ state, streams }: Run): boolean {
  if (state === 'failed') return false
  return state !== 'partial' || streams.every((stream) => stream.state === 'ok' || stream.held > 0)
}

function columns(instantText: (instant: string) => string): readonly Column<ConnectionStatus>[] {
  return [
    { title: 'connection', value: ({ id }) => id },
    { title: 'plugin', value: ({ plugin }) => plugin },
    {
      title: 'state',
      value: ({ problem, last }) => (problem === undefined ? (last?.state ?? 'never synced') : 'unusable'),
    },
    { title: 'as of', value: ({ asOf }) => (asOf === undefined ? 'unknown' : instantText(asOf)) },
    {
      title: 'last run',
      value: ({ last }) =>
        last === undefined ? 'never' : instantText(last.endedAt ?? last.startedAt ?? last.queuedAt),
    },
    { title: 'held', value: ({ held }) => held, align: 'right' },
    { title: 'problem', value: ({ problem, last }) => problem ?? last?.problem ?? reasonOf(last), most: 80 },
  ]
}

function reasonOf(run: Run | undefined): string | undefined {
  return run?.streams.find(({ state }) => state === 'failed' || state === 'partial')?.reasons[0]
}
