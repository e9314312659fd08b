import {
  OverlayStore,
  syncConnection,
  type Clock,
  type Disguise,
  type Lease,
  type OverlayLog,
  type RunDifference,
  type Store,
  type StreamResult,
} from '@headless-pmo/engine'
import { isPmoError } from '../config/index.ts'
import type { ConnectionSource } from './connection.ts'
import { ProgressReporter } from './run-progress.ts'
import type { RunState } from './run.ts'
import type { StoredRun } from './queries.ts'
import type { RunProgress } from './tables.ts'

/** Most records that a difference shows; its counts are whole. */
const MOST_SAMPLES = 200

/** What carrying out a run stands on. */
export interface RunParts {
  readonly connections: ConnectionSource
  readonly store: Store
  readonly clock: Clock
  readonly disguise?: (connection: string) => Promise<Disguise | undefined>
  readonly save: (progress: RunProgress) => Promise<void>
  /** All waits of one run together, milliseconds; past it the run ends `partial`. Default: the gate's own. */
  readonly maxWaitMs?: number
  readonly log?: (level: 'info' | 'warn', stream: string, message: string) => void
}

/** How a run ended. */
export interface RunEnd {
  readonly state: RunState
  readonly progress: RunProgress
  readonly problem?: string
  readonly difference?: RunDifference
}

/**
 * Carries out one run under a lease. Whatever the tracker does ends in a result; only a lost lease throws.
 * @throws FencedError
 */
export async function executeRun(
  parts: RunParts,
  { run, scope }: StoredRun,
  lease: Lease,
  signal: AbortSignal,
): Promise<RunEnd> {
  const reporter = new ProgressReporter(parts.save)
  const refused = (problem: string): RunEnd => ({ state: 'failed', progress: reporter.current(), problem })
  const opened = await parts.connections.open(run.connection).catch((error: unknown) => {
    if (isPmoError(error)) return error.message
    throw error
  })
  if (typeof opened === 'string') return refused(opened)
  await using connection = opened

  const session = connection.session({
    priority: run.trigger === 'webhook' ? 'interactive' : 'backfill',
    signal,
    ...(parts.maxWaitMs !== undefined && { maxWaitMs: parts.maxWaitMs }),
    observer: { wait: (wait) => reporter.wait(wait) },
  })
  reporter.watch(session)
  const disguise = await parts.disguise?.(run.connection)
  const dry = run.dryRun ? new OverlayStore(parts.store) : undefined
  try {
    const results = await connection.run(() =>
      syncConnection({
        connection: run.connection,
        pluginVersion: connection.pluginVersion,
        connector: connection.connector,
        config: connection.config,
        store: dry ?? parts.store,
        lease: { ...lease, run: run.id },
        clock: parts.clock,
        fetch: session.fetch,
        signal,
        full: run.full,
        censusEveryMs: connection.censusEveryMs,
        ...(disguise !== undefined && { disguise }),
        ...(scope.streams !== undefined && { streams: scope.streams }),
        ...(scope.refresh !== undefined && { refresh: new Map(Object.entries(scope.refresh)) }),
        onProgress: (progress) => reporter.streams(progress),
        ...(parts.log !== undefined && { log: parts.log }),
      }),
    )
    await reporter.settled()
    return {
      // Who cancels as the last stream ends comes too late.
      state: signal.aborted && stateOf(results) !== 'ok' ? 'cancelled' : stateOf(results),
      progress: { ...reporter.current(), streams: results },
      ...(dry !== undefined && { difference: differenceOf(dry.log) }),
    }
  } finally {
    await reporter.settled()
    await session.dispose()
  }
}

function stateOf(results: readonly StreamResult[]): RunState {
  if (results.every((result) => result.state === 'ok')) return 'ok'
  // A stream that the connection has nothing for says nothing about how the others fared.
  const told = results.filter(({ idle }) => idle !== true)
  return told.every((result) => result.state === 'failed' || result.state === 'skipped')
    ? 'failed'
    : 'partial'
}

function differenceOf({ writes, held }: OverlayLog): RunDifference {
  const count = (event: string): number => writes.filter((write) => write.event === event).length
  return {
    created: count('created'),
    updated: count('updated') + count('moved'),
    retired: count('retired'),
    restored: count('restored'),
    held: held.reduce((sum, removal) => sum + removal.items.length, 0),
    samples: writes.slice(0, MOST_SAMPLES).map((write) => ({
      event: write.event,
      kind: write.kind,
      ref: write.ref,
      ...('title' in write.data && write.data.title !== undefined && { title: write.data.title }),
      ...(write.before !== undefined && { fields: Object.keys(write.before) }),
    })),
  }
}
