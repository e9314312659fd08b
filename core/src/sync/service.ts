import { randomUUID } from 'node:crypto'
import { isFenced, type Clock, type Disguise, type Store } from '@headless-pmo/engine'
import type { Refresh } from '@headless-pmo/sdk'
import { isPmoError, PmoError } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import {
  acquireLease,
  breakLease,
  freeLeases,
  keepLease,
  releaseLease,
  type EnqueueOptions,
  type Jobs,
  type Lease,
} from '../jobs/index.ts'
import { refreshStatistics } from '../records/index.ts'
import type { ConnectionSource } from './connection.ts'
import { executeRun, type RunEnd } from './execute-run.ts'
import { FailureLog } from './failure-log.ts'
import * as queries from './queries.ts'
import type { RemovalDesk, RemovalFilter, RemovalView } from './removals.ts'
import { RunWatch } from './run-watch.ts'
import type { Run, RunRequest } from './run.ts'
import type { RunScope } from './tables.ts'

/** Name of the job that carries out a run; its data is `{ run }`. */
export const SYNC_JOB = 'sync'

/** Runs of a connection that are kept to look at. */
const KEPT_RUNS = 200

const STOPPED =
  'The server stopped during the run; what was committed stays, and the next run goes on from there.'

/** A queued run that waited this long gets another job when it is asked for again, milliseconds. */
const STALE_MS = 3_600_000

/** How often a worker looks whether its run was cancelled by another process, milliseconds. */
const LOOK_EVERY_MS = 2000

/** How long a worker may be silent before another takes its connection over, milliseconds. */
export const DEFAULT_LEASE_MS = 30_000

export interface SyncParts {
  readonly database: Database
  readonly jobs: Jobs
  readonly store: Store
  readonly removals: RemovalDesk
  readonly connections: ConnectionSource
  readonly clock: Clock
  /** Names this process in leases. */
  readonly holder: string
  readonly leaseMs?: number
  /** Whether the process that a lease names has certainly ended. */
  readonly isGone?: (holder: string) => boolean | Promise<boolean>
  /** Hides people of a connection who are to be forgotten. */
  readonly disguise?: (connection: string) => Promise<Disguise | undefined>
  /** All waits of one run together, milliseconds; past it the run ends `partial`. */
  readonly maxWaitMs?: number
  /** Told of each run that came to an end of its own, in the transaction that says so. */
  readonly onEnded?: (tx: Tx, run: Run) => Promise<void>
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
}

/** Syncing as the API and the command line use it. */
export class SyncService {
  readonly #parts: SyncParts
  readonly #watch = new RunWatch()
  readonly #failures = new FailureLog()
  readonly #running = new Map<string, AbortController>()

  constructor(parts: SyncParts) {
    this.#parts = parts
  }

  /**
   * Queues a run and returns at once. Runs of one connection go one after the other; a run that would do
   * the same as one still waiting is that one.
   * @throws PmoError `not-found`, or why the connection cannot be used
   */
  async start(request: RunRequest, refresh?: Readonly<Record<string, readonly Refresh[]>>): Promise<Run> {
    const { database, connections } = this.#parts
    await (await connections.open(request.connection))[Symbol.asyncDispose]()
    return database.transaction((tx) => this.startIn(tx, request, refresh))
  }

  /** Queues a run together with what the transaction writes: a webhook's delivery, say. */
  async startIn(
    tx: Tx,
    request: RunRequest,
    refresh?: Readonly<Record<string, readonly Refresh[]>>,
  ): Promise<Run> {
    const scope: RunScope = {
      ...(request.streams !== undefined && { streams: request.streams }),
      ...(refresh !== undefined && { refresh }),
    }
    const wanted = {
      connection: request.connection,
      full: request.full ?? false,
      dryRun: request.dryRun ?? false,
      scope,
    }
    const twin = await queries.queuedTwin(tx, wanted)
    if (twin !== undefined) {
      // Its job may have used up its attempts; a second job finds the run ended and does nothing.
      if (Date.parse(twin.queuedAt) < this.#parts.clock.now() - STALE_MS)
        await this.#enqueue(tx, twin.id, { key: twin.connection })
      return twin
    }
    const run = await queries.insertRun(tx, { ...wanted, id: randomUUID(), trigger: request.trigger })
    await this.#enqueue(tx, run.id, { key: run.connection, priority: priorityOf(request) })
    return run
  }

  /** After a start: the embedded database has one owner, so whoever held a lease on it is gone. */
  async recover(): Promise<void> {
    if (this.#parts.database.engine === 'embedded') await freeLeases(this.#parts.database)
  }

  /** Resolves when the run has ended. */
  async finished(runId: string): Promise<Run> {
    let last = await this.run(runId)
    for await (const run of this.watch(runId)) last = run
    return last
  }

  /** @throws PmoError `not-found` */
  async run(runId: string): Promise<Run> {
    return (await this.#load(runId)).run
  }

  /** The newest runs first. */
  async runs(filter: { readonly connection?: string; readonly limit: number }): Promise<readonly Run[]> {
    return (await this.listRuns(filter)).runs
  }

  /** A page of runs, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
  listRuns(filter: queries.RunFilter): Promise<{ readonly runs: readonly Run[]; readonly next?: string }> {
    return queries.listRuns(this.#parts.database.root, filter)
  }

  /** Stops a run at its next step; what was committed stays. */
  async cancel(runId: string): Promise<Run> {
    await this.#load(runId)
    await this.#parts.database.transaction((tx) => queries.requestCancel(tx, runId))
    this.#running.get(runId)?.abort(new Error('The run was cancelled.'))
    this.#watch.changed(runId)
    return this.run(runId)
  }

  /** Progress of a run as it comes, ending with its last state. */
  watch(runId: string, signal?: AbortSignal): AsyncIterable<Run> {
    return this.#watch.follow(runId, () => this.run(runId), signal)
  }

  /** When each stream was last read without a flaw, ISO instants: what "as of" is read from. */
  lastReadings(connection: string): Promise<Map<string, string>> {
    return queries.lastReadings(this.#parts.database.root, connection)
  }

  removals(filter: RemovalFilter): Promise<readonly RemovalView[]> {
    return this.#parts.removals.list(filter)
  }

  /**
   * Carries out exactly the removals that this run held back; items written since stay.
   * @throws PmoError `not-found`, `conflict` while the connection is being synced
   */
  async approve(runId: string, by: string): Promise<{ readonly removed: number; readonly kept: number }> {
    // Runs are dropped after a while; a removal waits as long as it takes.
    const [held] = await this.#parts.removals.list({ run: runId })
    const connection = held?.connection ?? (await this.run(runId)).connection
    return this.#alone(connection, 'approve again when the run has ended', (lease) =>
      this.#parts.removals.approve({ ...lease, run: runId }, runId, by),
    )
  }

  /**
   * Runs work while no run of the connection is under way, and keeps runs from beginning.
   * @throws PmoError `conflict` while the connection is being synced
   */
  async alone<T>(connection: string, work: () => Promise<T>): Promise<T> {
    return this.#alone(connection, 'try again when the run has ended', work)
  }

  async #alone<T>(connection: string, advice: string, work: (lease: Lease) => Promise<T>): Promise<T> {
    const lease = await this.#lease(connection)
    if (lease === undefined) {
      throw new PmoError('conflict', `The connection "${connection}" is being synced; ${advice}.`)
    }
    let lost: string | undefined
    using _kept = keepLease(this.#parts.database, lease, (reason) => (lost = reason))
    try {
      const result = await work(lease)
      if (lost !== undefined)
        throw new PmoError(
          'conflict',
          `The connection "${connection}" was taken over meanwhile: ${lost}. Try again.`,
        )
      return result
    } finally {
      await releaseLease(this.#parts.database, lease)
    }
  }

  /** Keeps them; they are not asked about again until they have been seen in between. */
  async reject(runId: string, by: string): Promise<{ readonly kept: number }> {
    return this.#parts.removals.reject(runId, by)
  }

  /**
   * Carries out a queued run: the handler of the job. Returns when it has ended, when somebody else has it,
   * or when its connection is taken; then it is queued again for later.
   */
  async work(runId: string, signal: AbortSignal): Promise<void> {
    const { database } = this.#parts
    const stored = await queries.loadRun(database.root, runId)
    if (stored === undefined || stored.run.endedAt !== undefined) return
    const lease = await this.#lease(stored.run.connection)
    if (lease === undefined) {
      await database.transaction((tx) =>
        this.#enqueue(tx, runId, { key: stored.run.connection, startAfter: 1 }),
      )
      return
    }
    let wrote = false
    try {
      // A run that is "running" while its lease was free has lost its worker: it starts over from its cursors.
      const claimed = await database.transaction(async (tx) => {
        await queries.endOrphans(tx, stored.run.connection, runId)
        return queries.claimRun(tx, runId, holderOf(lease))
      })
      if (claimed) wrote = await this.#carryOut(stored, lease, signal)
    } finally {
      await releaseLease(database, lease)
    }
    // Takes seconds on a large table; the connection's next run does not wait for it.
    if (wrote) await this.#refreshStatistics()
  }

  /** Returns whether the run wrote anything. */
  async #carryOut(stored: queries.StoredRun, lease: Lease, signal: AbortSignal): Promise<boolean> {
    const { database } = this.#parts
    const { id, connection } = stored.run
    const cancel = new AbortController()
    this.#running.set(id, cancel)
    const holder = holderOf(lease)
    let lost: string | undefined
    using _kept = keepLease(database, lease, (reason) => {
      lost = `The run could not keep its connection: ${reason}. What was committed stays, and the next run goes on from there.`
      cancel.abort(new Error(lost))
    })
    const stopIfAsked = async (): Promise<void> => {
      if (await queries.isToStop(database.root, id, holder)) cancel.abort(new Error('The run was cancelled.'))
    }
    const look = setInterval(() => void stopIfAsked().catch(() => undefined), LOOK_EVERY_MS)
    const stop = AbortSignal.any([signal, cancel.signal])
    let end: RunEnd | undefined
    try {
      end = await executeRun(
        {
          ...this.#parts,
          save: async (progress) => {
            const told = await queries.saveProgress(database.root, id, holder, progress)
            if (told === undefined || told.cancelRequested) cancel.abort(new Error('The run was cancelled.'))
            this.#watch.changed(id)
          },
          log: (level, stream, message) => this.#parts.log?.(level, { run: id, connection, stream }, message),
        },
        stored,
        lease,
        stop,
      )
    } catch (error) {
      const problem = problemOf(error)
      const { streams, requests } = (await this.#load(id)).run
      end = { state: 'failed', progress: { streams, requests }, problem }
      // What is expected is told below, once.
      if (!isPmoError(error)) this.#parts.log?.('warn', { run: id, connection, err: error }, problem)
    } finally {
      clearInterval(look)
      this.#running.delete(id)
    }
    const stopped = signal.aborted && !cancel.signal.aborted ? STOPPED : lost
    const interrupted = stopped !== undefined && end.state !== 'ok'
    const last = interrupted ? { ...end, state: 'partial' as const, problem: stopped } : end
    const told = await database.transaction(async (tx) => {
      const ended = await queries.endRun(tx, id, holder, last)
      // An interrupted run says nothing about its connection.
      if (ended === undefined || interrupted) return undefined
      await this.#parts.onEnded?.(tx, ended)
      return ended
    })
    const line = told === undefined ? undefined : this.#failures.of(told)
    if (line !== undefined) this.#parts.log?.(line.level, { run: id, connection }, line.message)
    await queries.pruneRuns(database.root, connection, KEPT_RUNS)
    this.#watch.changed(id)
    return end.progress.streams.some((stream) => stream.written + stream.remapped > 0)
  }

  /** After much was written lists would be planned for the table as it was. That it fails harms nobody. */
  async #refreshStatistics(): Promise<void> {
    try {
      await refreshStatistics(this.#parts.database.root)
    } catch (error) {
      this.#parts.log?.('warn', { err: error }, 'The statistics of the database could not be refreshed.')
    }
  }

  async #enqueue(tx: Tx, run: string, options: EnqueueOptions): Promise<void> {
    await this.#parts.jobs.enqueue(tx, SYNC_JOB, { run }, options)
  }

  async #lease(connection: string): Promise<Lease | undefined> {
    const { database, holder, leaseMs = DEFAULT_LEASE_MS } = this.#parts
    const wanted = { name: `sync:${connection}`, holder, ttlMs: leaseMs }
    const first = await acquireLease(database, wanted)
    if (first.outcome === 'acquired') return first.lease
    // A worker of this machine that was killed need not be waited for; its fence keeps it out in any case.
    if (!(await this.#isGone(first.holder))) return undefined
    await breakLease(database, { name: wanted.name, holder: first.holder })
    const second = await acquireLease(database, wanted)
    return second.outcome === 'acquired' ? second.lease : undefined
  }

  async #isGone(holder: string): Promise<boolean> {
    return (await this.#parts.isGone?.(holder)) ?? false
  }

  async #load(runId: string): Promise<queries.StoredRun> {
    const stored = await queries.loadRun(this.#parts.database.root, runId)
    if (stored === undefined)
      throw new PmoError('not-found', `There is no run "${runId}"; \`pmo status\` lists the last ones.`)
    return stored
  }
}

/** Names one attempt: a worker that wakes up late must not end the run of the one after it. */
function holderOf(lease: Lease): string {
  return `${lease.holder}#${lease.fence}`
}

function priorityOf(request: RunRequest): number {
  return request.trigger === 'manual' || request.trigger === 'webhook' ? 1 : 0
}

function problemOf(error: unknown): string {
  if (isFenced(error) || isPmoError(error, 'fenced')) {
    return 'Another worker has taken the connection over; what this run had committed stays, its late writes were refused.'
  }
  return error instanceof Error ? error.message : String(error)
}
