import type { Indicator, IndicatorValue, Light } from '../indicators/indicator.ts'

/** A figure of one day: what an indicator said, without its rows. */
export interface SnapshotFigure {
  readonly value?: IndicatorValue
  readonly state: Indicator['state']
  readonly light?: Light
  /** Share of the data that was there, 0 to 1. */
  readonly coverage?: number
}

/** What a snapshot holds. */
export interface SnapshotFigures {
  /** Version of the project's definition. */
  readonly version: number
  readonly counts: Readonly<
    Record<'todo' | 'in_progress' | 'done' | 'cancelled' | 'total' | 'overdue', number>
  >
  /** By the ids of indicators. */
  readonly figures: Readonly<Record<string, SnapshotFigure>>
  readonly asOf: readonly { readonly connection: string; readonly asOf?: string }[]
}

/** How a project stood on a day. */
export interface Snapshot extends SnapshotFigures {
  readonly project: string
  /** Calendar day, YYYY-MM-DD, UTC. */
  readonly day: string
  /** Instant. */
  readonly takenAt: string
}
