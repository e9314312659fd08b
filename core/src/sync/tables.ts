import type { RunDifference, StreamResult } from '@headless-pmo/engine'
import type { Refresh } from '@headless-pmo/sdk'
import type { Generated } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { RunState, RunTrigger, RunWait } from './run.ts'

/** How far a run is; rewritten as it goes. */
export interface RunProgress {
  readonly streams: readonly StreamResult[]
  readonly requests: number
  readonly rateRemaining?: number
  readonly wait?: RunWait
}

/** What a run was asked to do beside its flags. */
export interface RunScope {
  readonly streams?: readonly string[]
  /** Items to read again, by stream; an empty list runs the stream whole. */
  readonly refresh?: Readonly<Record<string, readonly Refresh[]>>
}

export interface RunTable {
  id: string
  connection: string
  trigger: RunTrigger
  full_read: boolean
  dry_run: boolean
  request: RunScope
  state: RunState
  holder: string | null
  queued_at: Generated<string>
  started_at: string | null
  ended_at: string | null
  cancel_requested: Generated<boolean>
  progress: RunProgress
  problem: string | null
  difference: RunDifference | null
}

/** A handle that knows this feature's table. */
export const runs = (handle: Handle) => handle.$extendTables<{ 'pmo.run': RunTable }>()
