import { setTimeout as delay } from 'node:timers/promises'
import { didYouMean, PmoError } from '../../config/index.ts'
import type { RemovalView, Run } from '../../sync/index.ts'
import { errorSentence } from '../cli-error.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Output } from '../output/output.ts'
import { projectColumns } from '../output/project-columns.ts'
import { ProgressLog, progressLine } from '../output/run-progress.ts'
import {
  removalSentences,
  runSentences,
  sampleColumns,
  sampleRows,
  streamColumns,
  streamRows,
} from '../output/run-result.ts'
import { tellOpening, type Api } from '../session.ts'

export interface SyncOptions {
  /** Absent: all connections. */
  readonly connection?: string
  readonly full: boolean
  readonly dryRun: boolean
  readonly config?: string
}

/** A connection that could not even be begun. */
interface Refusal {
  readonly connection: string
  readonly problem: string
}

/** Syncs one connection or all of them together, shows how it goes and what came of it. */
export async function sync(context: CommandContext, options: SyncOptions): Promise<number> {
  const { output, signal } = context
  await using session = await context.session({
    applies: true,
    work: true,
    ...(options.config !== undefined && { configFile: options.config }),
  })
  tellOpening(session, output)
  const { api } = session
  const wanted = await connectionsOf(api, options.connection)
  if (wanted.length === 0) {
    throw new PmoError(
      'not-found',
      'There is no connection to sync; add one to `connections` in pmo.config.ts, or through the API.',
    )
  }
  const board = new ProgressBoard(output)
  const ends = await Promise.all(
    wanted.map(async (connection): Promise<Run | Refusal> => {
      try {
        const { full, dryRun } = options
        const { id } = await api.sync.start.mutate({ connection, full, dryRun })
        return await follow(api, id, { signal, tell: (run) => board.show(run) })
      } catch (error) {
        if (wanted.length === 1) throw error
        return { connection, problem: errorSentence(error) }
      }
    }),
  )
  output.settle()
  signal.throwIfAborted()
  const runs = ends.filter((end) => 'id' in end)
  const refusals = ends.filter((end): end is Refusal => !('id' in end))
  const removals = await heldBy(api, runs)
  const projects = options.dryRun ? undefined : await api.projects.list.query({})
  if (output.json) {
    output.result({ runs, refusals, removals, ...projects }, () => '')
  } else {
    if (options.dryRun) output.list(sampleRows(runs), sampleColumns, 'There is no difference to show.')
    else output.list(streamRows(runs), streamColumns, 'No stream was read.')
    for (const sentence of runs.flatMap(runSentences)) output.note(sentence)
    for (const { connection, problem } of refusals) output.note(`${connection}: failed; ${problem}`)
    for (const sentence of removals.flatMap(removalSentences)) output.note(sentence)
    // A server judges what a sync has changed in the background; ours ends with this command.
    if (session.address === undefined && !options.dryRun && runs.length > 0)
      output.note('No server runs that would judge what has changed by the rules; pmo check does it.')
    if (projects !== undefined && projects.projects.length > 0) {
      output.write('\n')
      output.list(projects.projects, projectColumns(output.isTerminal ? Date.now() : undefined), '')
    }
  }
  return exitCode(runs, refusals, removals)
}

async function connectionsOf(api: Api, wanted: string | undefined): Promise<readonly string[]> {
  const known = (await api.connections.list.query({})).connections.map(({ id }) => id)
  if (wanted === undefined) return known
  if (known.includes(wanted)) return [wanted]
  const hint = known.length === 0 ? 'add it to `connections` in pmo.config.ts.' : didYouMean(wanted, known)
  throw new PmoError('not-found', `There is no connection "${wanted}"; ${hint}`)
}

/** Milliseconds between two looks at a run whose live progress broke off. */
const LOOK_MS = 1000

/** Waits for the end of a run; Ctrl-C stops it. */
async function follow(
  api: Api,
  id: string,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (run: Run) => void },
): Promise<Run> {
  const cancel = (): void => void api.sync.cancel.mutate({ run: id }).catch(() => undefined)
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    for await (const run of await api.sync.progress.query({ run: id })) {
      tell(run)
      if (run.endedAt !== undefined) return run
    }
    // A proxy may end a long reply early, and the run goes on: it is looked at instead.
    for (;;) {
      const run = await api.sync.run.query({ run: id })
      tell(run)
      if (run.endedAt !== undefined) return run
      await delay(LOOK_MS)
    }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function heldBy(api: Api, runs: readonly Run[]): Promise<readonly RemovalView[]> {
  const lists = runs
    .filter(({ heldRemovals, dryRun }) => heldRemovals > 0 && !dryRun)
    .map(({ id }) => api.sync.removals.query({ run: id, state: 'waiting' }))
  return (await Promise.all(lists)).flatMap(({ removals }) => removals)
}

function exitCode(
  runs: readonly Run[],
  refusals: readonly Refusal[],
  removals: readonly RemovalView[],
): number {
  const good = runs.filter(({ state }) => state === 'ok').length
  if (good === runs.length && refusals.length === 0) return removals.length === 0 ? EXIT.ok : EXIT.attention
  return runs.every(({ state }) => state === 'failed') ? EXIT.failed : EXIT.attention
}

/** Shows all runs as they go: a line each on a terminal, events in a pipe, nothing beside JSON. */
class ProgressBoard {
  readonly #output: Output
  readonly #runs = new Map<string, Run>()
  readonly #log = new ProgressLog()

  constructor(output: Output) {
    this.#output = output
  }

  show(run: Run): void {
    if (this.#output.json) return
    const now = Date.now()
    this.#runs.set(run.id, run)
    if (this.#output.isTerminal) {
      this.#output.block([...this.#runs.values()].map((each) => progressLine(each, now)))
    } else {
      for (const line of this.#log.lines(run, now)) this.#output.note(line)
    }
  }
}
