import type { Operation } from '../wire.ts'

/** How long things may take, milliseconds. */
export interface IsolationTiming {
  /** From its start until the process has loaded its plugin. */
  readonly startMs: number
  /** Without a page, request or answer while the process owes one. Waiting for the tracker does not count. */
  readonly stallMs: number
  /** After a call was cancelled, until the process has to be done with it. */
  readonly graceMs: number
  /** Without work, until the process is ended. */
  readonly idleMs: number
  /** Between two looks at memory and signs of life. */
  readonly lookMs: number
  /** Before the first start after one failed; doubles with each. */
  readonly backoffMs: number
  readonly longestBackoffMs: number
}

export const DEFAULT_TIMING: IsolationTiming = {
  startMs: 30_000,
  stallMs: 300_000,
  graceMs: 5000,
  idleMs: 60_000,
  lookMs: 100,
  backoffMs: 250,
  longestBackoffMs: 30_000,
}

/** What only computes, or takes its caller's time, has to be short. */
export const MOST_MS: Partial<Record<Operation, number>> = {
  describe: 30_000,
  bind: 15_000,
  map: 120_000,
  hints: 10_000,
  throttled: 5000,
  migrate: 15_000,
  evaluate: 120_000,
}

export const DEFAULT_MEMORY_MB = 512
export const DEFAULT_SILENCE_SECONDS = 30

/** Processes that may end badly within {@link CRASH_WINDOW_MS} before no other is started. */
export const MOST_CRASHES = 5
export const CRASH_WINDOW_MS = 600_000
