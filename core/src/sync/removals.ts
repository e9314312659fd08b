import type { Lease } from '@headless-pmo/engine'

/** A removal that was held back, for a person to look at. */
export interface RemovalView {
  readonly id: string
  readonly run: string
  readonly connection: string
  readonly stream: string
  /** More than one run may remove, or the stream fell to zero. */
  readonly cause: 'limit' | 'suspect'
  /** Live items of the stream when it was held. */
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

export interface RemovalFilter {
  readonly connection?: string
  readonly run?: string
  readonly state?: RemovalView['state']
}

/** Held removals as they are stored. */
export interface RemovalDesk {
  list(filter: RemovalFilter): Promise<readonly RemovalView[]>
  /** Carries out exactly what a run held back; items written since then stay. */
  approve(lease: Lease, run: string, by: string): Promise<{ readonly removed: number; readonly kept: number }>
  /** Keeps them; they are not asked about again until they have been written. */
  reject(run: string, by: string): Promise<{ readonly kept: number }>
}
