import type { Run, RunRequest } from './run.ts'

/** A removal that was held back, for a person to look at. */
export interface RemovalView {
  readonly id: string
  readonly run: string
  readonly connection: string
  readonly stream: string
  readonly cause: 'limit' | 'suspect'
  readonly live: number
  readonly state: 'waiting' | 'approved' | 'rejected'
  readonly items: readonly {
    readonly ref: string
    readonly reason: string
    readonly title?: string
    readonly url?: string
  }[]
  readonly decidedBy?: string
  readonly decidedAt?: string
}

/** Syncing as the API and the command line use it. */
export interface SyncService {
  /** Queues a run and returns at once. One run a connection: a second request joins the queue behind it. */
  start(request: RunRequest): Promise<Run>
  /** Resolves when the run has ended. */
  finished(runId: string): Promise<Run>
  /** @throws PmoError `not-found` */
  run(runId: string): Promise<Run>
  runs(filter: { readonly connection?: string; readonly limit: number }): Promise<readonly Run[]>
  /** Stops a run at its next page; what was committed stays. */
  cancel(runId: string): Promise<Run>
  /** Progress of a run, ending with its last state; a page or a wait at a time. */
  watch(runId: string, signal?: AbortSignal): AsyncIterable<Run>
  removals(filter: {
    readonly connection?: string
    readonly run?: string
    readonly state?: RemovalView['state']
  }): Promise<readonly RemovalView[]>
  /** Carries out exactly the removals that this run held back; items written since stay. Returns how many went. */
  approve(runId: string, by: string): Promise<{ readonly removed: number; readonly kept: number }>
  /** Keeps them; they are not asked about again until they have been seen in between. */
  reject(runId: string, by: string): Promise<{ readonly kept: number }>
}
