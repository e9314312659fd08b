import type { Wait } from './admission.ts'

/** One request that went out, told when it ended; addresses are free of secrets. */
export interface RequestEvent {
  readonly method: string
  readonly url: string
  /** Absent when there was no reply. */
  readonly status?: number
  readonly ms: number
  /** Bytes of the reply's body; 0 for one that is streamed. */
  readonly bytes: number
  /** 1 for the first. */
  readonly attempt: number
  /** The tracker answered "not modified". */
  readonly fromCache: boolean
  /** Why there was no usable reply, in a few words. */
  readonly problem?: string
}

/** Who watches a run. What an observer throws is ignored. */
export interface GateObserver {
  request?(event: RequestEvent): void
  /** Called when a wait begins, and with undefined when none is left: "waiting until T because R". */
  wait?(wait: Wait | undefined): void
}

/** What a run has cost so far. */
export interface GateCounters {
  readonly requests: number
  readonly retries: number
  readonly waits: number
  readonly waitedMs: number
  readonly bytes: number
  readonly notModified: number
  /** What the tracker said was left, by budget; `reset` in Unix milliseconds. */
  readonly budgets: Readonly<
    Record<string, { readonly limit: number; readonly remaining: number; readonly reset: number }>
  >
}
