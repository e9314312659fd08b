import { PmoError } from '../../config/index.ts'
import type { Run } from '../../sync/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { progressLine, streamSummary } from '../output/progress.ts'
import type { Api } from '../session.ts'

export interface SyncOptions {
  readonly full?: boolean
  readonly dryRun?: boolean
  readonly config?: string
}

/** Syncs one connection, or all; shows how it goes and what came of it. */
export async function sync(
  context: CommandContext,
  connection: string | undefined,
  options: SyncOptions,
): Promise<number> {
  await using session = await context.session({
    applies: true,
    work: true,
    ...(options.config !== undefined && { configFile: options.config }),
  })
  const { api } = session
  const wanted = connection === undefined ? await syncable(context, api) : [connection]
  // Queued together: connections do not wait for each other.
  const started: Run[] = []
  for (const id of wanted) {
    started.push(
      await api.sync.start.mutate({
        connection: id,
        ...(options.full === true && { full: true }),
        ...(options.dryRun === true && { dryRun: true }),
      }),
    )
  }
  const ended = await watch(context, api, started)
  if (!context.output.json) for (const run of ended) show(context, run)
  context.output.result(ended, () => '')
  const attention = ended.some(({ state, heldRemovals }) => state !== 'ok' || heldRemovals > 0)
  return attention ? EXIT.attention : EXIT.ok
}

async function syncable(context: CommandContext, api: Api): Promise<string[]> {
  const { connections } = await api.connections.list.query({})
  if (connections.length === 0) {
    throw new PmoError(
      'not-found',
      'Nothing is connected; add a tracker to `connections` in pmo.config.ts, or name a config with --config FILE.',
    )
  }
  for (const { id, problem } of connections)
    if (problem !== undefined) context.output.note(`${id}: ${problem}`)
  const usable = connections.filter(({ problem }) => problem === undefined)
  if (usable.length === 0) throw new PmoError('config-invalid', 'None of the connections can be used.')
  return usable.map(({ id }) => id)
}

/** Follows runs to their ends, a line each on a terminal; Ctrl-C stops the runs, too. */
async function watch({ output, signal }: CommandContext, api: Api, runs: readonly Run[]): Promise<Run[]> {
  const last = new Map(runs.map((run) => [run.id, run]))
  const cancel = (): void => {
    for (const { id } of runs) void api.sync.cancel.mutate({ run: id }).catch(() => undefined)
  }
  signal.addEventListener('abort', cancel, { once: true })
  const follow = async ({ id }: Run): Promise<void> => {
    for await (const state of await api.sync.progress.query({ run: id })) {
      last.set(id, state)
      output.block([...last.values()].map(progressLine))
    }
  }
  try {
    await Promise.all(runs.map(follow))
  } finally {
    signal.removeEventListener('abort', cancel)
    output.settle()
  }
  signal.throwIfAborted()
  return [...last.values()]
}

function show({ output }: CommandContext, run: Run): void {
  const rows = run.streams.map((stream) => ({ connection: run.connection, ...stream }))
  output.list(
    rows,
    [
      { title: 'connection', value: (row) => row.connection },
      { title: 'stream', value: (row) => row.stream },
      { title: 'state', value: (row) => (row.suspect ? `${row.state}, suspect` : row.state) },
      { title: 'items', value: (row) => row.items, align: 'right' },
      { title: 'result', value: (row) => streamSummary(row) },
    ],
    `${run.connection}: no stream was read.`,
  )
  for (const { stream, reasons } of run.streams) {
    for (const reason of reasons) output.note(`${run.connection} ${stream}: ${reason}`)
  }
  if (run.problem !== undefined) output.note(`${run.connection}: ${run.problem}`)
  if (run.difference !== undefined) showDifference(output, run.difference)
  if (run.heldRemovals > 0) {
    output.note(
      `${run.connection}: ${run.heldRemovals} removals wait for you: pmo sync removals ${run.connection}, then pmo sync approve ${run.id} (or reject).`,
    )
  }
  const ended = run.state === 'ok' ? 'done' : run.state
  output.note(`${run.connection}: ${ended}, ${run.requests} requests.`)
}

function showDifference(output: CommandContext['output'], difference: NonNullable<Run['difference']>): void {
  const { created, updated, retired, restored, held, samples } = difference
  output.note(
    `A real run would make ${created} new, ${updated} changed, ${retired} gone, ${restored} back, ${held} held back; nothing was written.`,
  )
  output.list(
    samples,
    [
      { title: 'event', value: (row) => row.event },
      { title: 'kind', value: (row) => row.kind },
      { title: 'ref', value: (row) => row.ref, most: 40 },
      { title: 'title', value: (row) => row.title },
      { title: 'fields', value: (row) => row.fields?.join(', ') },
    ],
    'There is no difference.',
  )
}
