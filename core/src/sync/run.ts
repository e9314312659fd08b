import type { StreamResult, RunDifference } from '@headless-pmo/engine'

/** What set a run off. */
export type RunTrigger = 'manual' | 'schedule' | 'webhook' | 'gap' | 'start' | 'config'

export interface RunRequest {
  readonly connection: string
  /** Forget the cursors: read everything again and take a census. Nothing stored is lost by it. */
  readonly full?: boolean
  /** Write nothing; the result holds the difference that a real run would make. */
  readonly dryRun?: boolean
  /** Only these streams. */
  readonly streams?: readonly string[]
  readonly trigger: RunTrigger
}

/**
 * `waiting`: the tracker’s limit holds it until the time in `wait`. A run that
 * would wait past its bound ends `partial` and the next one goes on from its cursors.
 */
export type RunState = 'queued' | 'running' | 'waiting' | 'ok' | 'partial' | 'failed' | 'cancelled'

/** Why a run is waiting, and until when. */
export interface RunWait {
  /** ISO instant. */
  readonly until: string
  readonly reason: string
}

/** A run and how it goes; the row that "as of" is read from. */
export interface Run {
  readonly id: string
  readonly connection: string
  readonly trigger: RunTrigger
  readonly full: boolean
  readonly dryRun: boolean
  readonly state: RunState
  /** ISO instants. */
  readonly queuedAt: string
  readonly startedAt?: string
  readonly endedAt?: string
  readonly wait?: RunWait
  readonly requests: number
  /** What is left of the tracker's own budget by its last word. */
  readonly rateRemaining?: number
  readonly streams: readonly StreamResult[]
  /** One sentence when the whole run failed: what, where, what to do. */
  readonly problem?: string
  /** For a dry run. */
  readonly difference?: RunDifference
  /** Removals of this run that wait for approve or reject. */
  readonly heldRemovals: number
}
