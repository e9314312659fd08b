/** Anything JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a handler is told about the job it runs. */
export interface JobRun {
  readonly id: string
  readonly name: string
  /** 1 for the first attempt. */
  readonly attempt: number
  /**
   * Aborted when the server stops or when the job was given to another worker. A handler that takes long looks at it
   * between its steps and throws its reason.
   */
  readonly signal: AbortSignal
}

/** Does the work. What it throws is recorded as the reason of the failure, and the job is tried again. */
export type JobHandler = (data: Json, run: JobRun) => Promise<void>

/**
 * How many jobs of one key may exist at once. Jobs without a key count as one key.
 *
 * - `any`: the key means nothing.
 * - `one-waiting`: enqueueing what already waits does nothing.
 * - `one-running`: the others of the key wait. Two processes that look at the same moment may still start two; what must
 *   never overlap takes a lease.
 * - `one-waiting-one-running`: both; what changes during a run is seen by one run more.
 * - `one`: nothing is enqueued while one waits or runs.
 */
export type PerKey = 'any' | 'one-waiting' | 'one-running' | 'one-waiting-one-running' | 'one'

/** How the jobs of one name are run. */
export interface JobOptions {
  /** Jobs of this name that this process runs at once; 1 unless said otherwise. */
  readonly concurrency?: number
  /** `any` unless said otherwise. Fixed once the queue exists in the database. */
  readonly perKey?: PerKey
  /** Jobs of one {@link EnqueueOptions.group} that run at once; the others of the group wait, those of other groups do not. */
  readonly perGroup?: number
  readonly retry?: {
    /** Attempts after the first; 5 unless said otherwise. */
    readonly limit?: number
    /** Seconds before the second attempt, doubled for each one after it, with jitter; 10 unless said otherwise. */
    readonly delaySeconds?: number
    /** 900 unless said otherwise. */
    readonly maxDelaySeconds?: number
  }
  /** Seconds that one attempt may run; a day unless said otherwise. A process that died is noticed far earlier. */
  readonly timeoutSeconds?: number
  /** Seconds between two looks for jobs that other processes or schedules made; 5 unless said otherwise. */
  readonly pollSeconds?: number
}

/** How one job is enqueued. */
export interface EnqueueOptions {
  readonly key?: string
  /** Whose job it is, where `perGroup` bounds how many of them run at once. */
  readonly group?: string
  /** Not before this instant (ISO 8601), or this many seconds from now. */
  readonly startAfter?: string | number
  /** Higher ones first; 0 unless said otherwise. */
  readonly priority?: number
}

/** A job that used up its attempts. */
export interface DeadJob {
  readonly id: string
  readonly name: string
  readonly data: Json
  readonly attempts: number
  /** Instant of the last failure. */
  readonly failedAt: string
  readonly reason: string
}

/** When a job recurs: a number of minutes, or a cron expression of five fields. */
export type Recurrence = { readonly everyMinutes: number } | { readonly cron: string }

/** One stored schedule. */
export interface JobSchedule {
  readonly name: string
  readonly key: string
  readonly recurrence: string
  readonly timeZone: string
  readonly data: Json
}

/** Where the queue reports trouble; a pino logger fits. */
export interface JobLog {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
