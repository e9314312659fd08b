import { CompiledQuery, sql } from 'kysely'
import { PgBoss, type Db, type Job, type QueuePolicy } from 'pg-boss'
import { PmoError } from '../config/index.ts'
import type { Database, Handle, NativeTypesQuery, Tx } from '../database/index.ts'
import type {
  DeadJob,
  EnqueueOptions,
  JobHandler,
  JobLog,
  JobOptions,
  JobSchedule,
  Json,
  PerKey,
  Recurrence,
} from './job.ts'

/** The queue's tables are its own, in a schema of their own that pg-boss migrates. */
const SCHEMA = 'pgboss'
/** Seconds after which the job of a process that died is given to another; renewed at half. */
const HEARTBEAT_SECONDS = 30
/** Milliseconds that running jobs are given to end when the queue stops. */
const DRAIN_MS = 10_000

/**
 * How pg-boss keeps each rule. One running job of a key is a group with a concurrency of one: the policies `singleton` and
 * `stately` would let a waiting job hold up those of all other keys, until the next count of the running ones.
 */
const RULES: Readonly<Record<PerKey, { readonly policy: QueuePolicy; readonly grouped: boolean }>> = {
  any: { policy: 'standard', grouped: false },
  'one-waiting': { policy: 'short', grouped: false },
  'one-running': { policy: 'standard', grouped: true },
  'one-waiting-one-running': { policy: 'short', grouped: true },
  one: { policy: 'exclusive', grouped: false },
}

interface Definition {
  readonly handler: JobHandler
  readonly options: JobOptions
  /** Worker ids of this process, once it works. */
  readonly workers: string[]
}

/** The background work of the server: jobs in the database, so that a restart loses none. */
export interface Jobs extends AsyncDisposable {
  /** Names a kind of job and says how it is done. All are defined before {@link start}. */
  define(name: string, handler: JobHandler, options?: JobOptions): void
  /**
   * Adds a job together with what the transaction writes: it exists if and only if the transaction commits, and starts at
   * once then. Returns its id, or undefined where `perKey` found that it need not be added.
   *
   * @throws PmoError `job-undefined`
   */
  enqueue(tx: Tx, name: string, data: Json, options?: EnqueueOptions): Promise<string | undefined>
  /**
   * Adds a job again and again, from now until it is unscheduled; a schedule of the same name and key is replaced. A time that
   * passed while no server ran is made up for by one job. Not inside a transaction.
   */
  schedule(
    name: string,
    recurrence: Recurrence,
    data: Json,
    options?: { readonly key?: string; readonly timeZone?: string },
  ): Promise<void>
  unschedule(name: string, key?: string): Promise<void>
  schedules(): Promise<JobSchedule[]>
  /** The jobs that used up their attempts, latest first. They are kept for a week. */
  dead(): Promise<DeadJob[]>
  /** Gives a dead job its attempts back. */
  revive(name: string, id: string): Promise<void>
  /** Makes the tables and queues: from then on jobs can be asked for. Once, however often it is asked. */
  prepare(): Promise<void>
  /** Prepares, and begins to work unless told only to enqueue. */
  start(options?: { readonly work?: boolean }): Promise<void>
  /** Takes no more jobs, tells the running ones, and waits for them up to `drainMs` (10,000). Those left over are retried. */
  stop(options?: { readonly drainMs?: number }): Promise<void>
}

/** Makes the queue over a database that stays open until the queue has stopped. */
export function createJobs(database: Database, log: JobLog): Jobs {
  return new BossJobs(database, log)
}

class BossJobs implements Jobs {
  readonly #database: Database
  readonly #log: JobLog
  readonly #boss: PgBoss
  readonly #definitions = new Map<string, Definition>()
  readonly #stopping = new AbortController()
  #started = false
  #prepared: Promise<void> | undefined

  constructor(database: Database, log: JobLog) {
    this.#database = database
    this.#log = log
    const embedded = database.engine === 'embedded'
    this.#boss = new PgBoss({
      db: queueHandle(database.root),
      schema: SCHEMA,
      backend: embedded ? 'pglite' : 'postgres',
      // The embedded database has no autovacuum to watch; Database.tidy vacuums.
      monitorVacuum: !embedded,
    })
    this.#boss.on('error', (error) =>
      log.error({ err: error }, `The job queue has trouble: ${error.message}`),
    )
    this.#boss.on('warning', (warning) => log.warn({ warning }, warning.message))
  }

  define(name: string, handler: JobHandler, options: JobOptions = {}): void {
    if (this.#definitions.has(name)) {
      throw new PmoError(
        'job-undefined',
        `The job ${name} is defined twice; give one of the two another name.`,
      )
    }
    this.#definitions.set(name, { handler, options, workers: [] })
  }

  async enqueue(tx: Tx, name: string, data: Json, options: EnqueueOptions = {}): Promise<string | undefined> {
    const definition = this.#defined(name)
    const { key, group, startAfter, priority } = options
    const id = await this.#boss.send(name, wrap(data), {
      db: queueHandle(tx),
      ...keyed(definition, key),
      ...(group !== undefined && { group: { id: group } }),
      ...(startAfter !== undefined && { startAfter }),
      ...(priority !== undefined && { priority }),
    })
    if (id === null) return undefined
    if (startAfter === undefined) this.#database.afterCommit(tx, () => this.#nudge(name))
    return id
  }

  async schedule(
    name: string,
    recurrence: Recurrence,
    data: Json,
    options: { readonly key?: string; readonly timeZone?: string } = {},
  ): Promise<void> {
    const definition = this.#defined(name)
    const rule = 'cron' in recurrence ? recurrence.cron : `FREQ=MINUTELY;INTERVAL=${recurrence.everyMinutes}`
    await this.#boss.schedule(name, rule, wrap(data), {
      tz: options.timeZone ?? 'UTC',
      missed: 'once',
      ...(options.key !== undefined && { key: options.key }),
      ...keyed(definition, options.key),
    })
  }

  async unschedule(name: string, key?: string): Promise<void> {
    await this.#boss.unschedule(name, key)
  }

  async schedules(): Promise<JobSchedule[]> {
    const found = await this.#boss.getSchedules()
    return found.map(({ name, key, cron, timezone, data }) => ({
      name,
      key,
      recurrence: cron,
      timeZone: timezone,
      data: unwrap(data),
    }))
  }

  async dead(): Promise<DeadJob[]> {
    const made = await sql<{ there: boolean }>`
      select to_regclass(${`${SCHEMA}.job`}) is not null as there`.execute(this.#database.root)
    // Where no queue was ever started there is no table to look at.
    if (made.rows[0]?.there !== true) return []
    const { rows } = await sql<{
      id: string
      name: string
      data: unknown
      attempts: number
      failedAt: string
      output: { message?: string } | null
    }>`
      select id::text, name, data, retry_count + 1 as attempts, completed_on as "failedAt", output
      from ${sql.table(`${SCHEMA}.job`)}
      where state = 'failed' and name = any(${[...this.#definitions.keys()]})
      order by completed_on desc, id`.execute(this.#database.root)
    return rows.map(({ output, data, ...job }) => ({
      ...job,
      data: unwrap(data),
      reason: output?.message ?? 'no reason was recorded',
    }))
  }

  async revive(name: string, id: string): Promise<void> {
    await this.#boss.retry(name, id)
    this.#nudge(name)
  }

  prepare(): Promise<void> {
    // What failed is tried again by whoever asks next.
    this.#prepared ??= this.#prepare().catch((error: unknown) => {
      this.#prepared = undefined
      throw error
    })
    return this.#prepared
  }

  async #prepare(): Promise<void> {
    await this.#boss.start()
    this.#started = true
    for (const [name, definition] of this.#definitions) await this.#prepareQueue(name, definition.options)
  }

  async start(options: { readonly work?: boolean } = {}): Promise<void> {
    await this.prepare()
    if (options.work === false) return
    // The embedded database has one owner: whatever was running there when it was opened has died with the last one.
    if (this.#database.engine === 'embedded') await this.#failOrphans()
    for (const [name, definition] of this.#definitions) await this.#work(name, definition)
  }

  async stop(options: { readonly drainMs?: number } = {}): Promise<void> {
    if (!this.#started) return
    this.#started = false
    this.#stopping.abort(new Error('The server is stopping; the job will be run again.'))
    await this.#boss.stop({ graceful: true, close: false, timeout: options.drainMs ?? DRAIN_MS })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #prepareQueue(name: string, options: JobOptions): Promise<void> {
    const { limit = 5, delaySeconds = 10, maxDelaySeconds = 900 } = options.retry ?? {}
    const settings = {
      retryLimit: limit,
      retryDelay: delaySeconds,
      retryBackoff: delaySeconds > 0,
      ...(delaySeconds > 0 && { retryDelayMax: maxDelaySeconds }),
      expireInSeconds: options.timeoutSeconds ?? 86_400,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    }
    await this.#boss.createQueue(name, { ...settings, policy: RULES[options.perKey ?? 'any'].policy })
    // A queue of an earlier release keeps its settings otherwise.
    await this.#boss.updateQueue(name, settings)
    // send() looks the queue up on first use, on the root handle: inside a transaction that must not happen.
    await this.#boss.findJobs(name, { id: crypto.randomUUID() })
  }

  async #failOrphans(): Promise<void> {
    const { rows } = await sql<{ id: string; name: string }>`
      select id::text, name from ${sql.table(`${SCHEMA}.job`)}
      where state = 'active' and name = any(${[...this.#definitions.keys()]})`.execute(this.#database.root)
    const reason = { message: 'The server ended while the job was running.' }
    for (const { id, name } of rows) await this.#boss.fail(name, id, reason)
  }

  async #work(name: string, definition: Definition): Promise<void> {
    const { concurrency = 1, pollSeconds = 5, perKey = 'any', perGroup } = definition.options
    const groupConcurrency = RULES[perKey].grouped ? 1 : perGroup
    // One pg-boss worker each, because only the first of a group can be woken.
    for (let index = 0; index < concurrency; index++) {
      const worker: string = await this.#boss.work<unknown>(
        name,
        {
          batchSize: 1,
          pollingIntervalSeconds: pollSeconds,
          ...(groupConcurrency !== undefined && { groupConcurrency }),
        },
        async ([job]) => {
          if (job === undefined) return
          try {
            await this.#run(definition, job)
          } finally {
            // Look for the next job at once instead of after the polling interval.
            this.#boss.notifyWorker(worker)
          }
        },
      )
      definition.workers.push(worker)
    }
  }

  async #run(definition: Definition, job: Job<unknown>): Promise<void> {
    const run = {
      id: job.id,
      name: job.name,
      attempt: job.retryCount + 1,
      signal: AbortSignal.any([job.signal, this.#stopping.signal]),
    }
    try {
      await definition.handler(unwrap(job.data), run)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const limit = (definition.options.retry?.limit ?? 5) + 1
      const fields = { job: run.name, id: run.id, attempt: run.attempt, of: limit, err: error }
      if (this.#stopping.signal.aborted) {
        this.#log.warn(
          fields,
          `The job ${run.name} was interrupted by the server's end and will be run again.`,
        )
      } else if (run.attempt < limit) {
        this.#log.warn(fields, `The job ${run.name} failed and will be tried again: ${reason}`)
      } else {
        this.#log.error(fields, `The job ${run.name} failed for the last time: ${reason}`)
      }
      throw error
    }
  }

  #nudge(name: string): void {
    if (!this.#started) return
    for (const worker of this.#definitions.get(name)?.workers ?? []) this.#boss.notifyWorker(worker)
  }

  #defined(name: string): Definition {
    const definition = this.#definitions.get(name)
    if (definition !== undefined) return definition
    throw new PmoError(
      'job-undefined',
      `There is no job named ${name}; define it before the queue starts. Known: ${[...this.#definitions.keys()].join(', ')}.`,
    )
  }
}

function keyed(
  { options }: Definition,
  key: string | undefined,
): { singletonKey?: string; group?: { id: string } } {
  return {
    ...(key !== undefined && { singletonKey: key }),
    ...(RULES[options.perKey ?? 'any'].grouped && { group: { id: key ?? 'none' } }),
  }
}

/** pg-boss takes objects only. */
function wrap(data: Json): { value: Json } {
  return { value: data }
}

function unwrap(stored: unknown): Json {
  // Named boundary: only wrap() writes this column.
  return (stored as { value?: Json } | null)?.value ?? null
}

/** Lets pg-boss speak through one of our handles, with values as `pg` parses them. */
function queueHandle(handle: Handle): Db {
  return {
    async executeSql(text, values = []) {
      const query: NativeTypesQuery = { ...CompiledQuery.raw(text, [...values]), nativeTypes: true }
      // Named boundary: pg-boss's interface has rows of any shape.
      return handle.executeQuery<never>(query)
    },
  }
}
