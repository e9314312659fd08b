import type { CalendarTable } from '../../../working-time/index.ts'
import type { Network } from '../../schedule/index.ts'
import type { Spread } from '../spread/spread.ts'

/** What is simulated: values and flat arrays alone, so that it can be handed to a thread. */
export interface SimulationRequest {
  readonly network: Network
  readonly calendars: CalendarTable
  /** Early dates of the schedule without uncertainty, absolute minutes; NaN: the node has none and is left out. */
  readonly early: {
    readonly start: Float64Array
    readonly finish: Float64Array
    /** What set the early start. */
    readonly driver: Uint8Array
  }
  /** Start of what has no project, or whose project states none; absolute minutes. */
  readonly defaultStart: number
  /** Links that the schedule counts, by index, and the summaries that it put nodes into. */
  readonly links: Int32Array
  readonly parent: Int32Array
  /** Whose finishes are asked for. */
  readonly ends: readonly SimulationEnd[]
  /** Distinct distributions. */
  readonly shapes: readonly Spread[]
  readonly durations: UncertainDurations
  readonly risks: readonly UncertainRisk[]
  /**
   * Correlation of the durations of one group, 0 to below 1: how far the items of a project are late together (a common factor
   * behind a Gaussian copula).
   */
  readonly correlation: number
}

/** The finish of several nodes is the latest of theirs. */
export interface SimulationEnd {
  readonly nodes: Int32Array
}

/** Durations that are not certain; column k is one of them: `offset + scale × value of the shape`, 0 at least. */
export interface UncertainDurations {
  readonly node: Int32Array
  /** Index of a shape. */
  readonly shape: Int32Array
  /** Working minutes. */
  readonly offset: Float64Array
  readonly scale: Float64Array
  /** Durations of one group are correlated. */
  readonly group: Int32Array
}

/** Something that may happen, and then makes each of the nodes take longer (shorter, when negative). */
export interface UncertainRisk {
  readonly probability: number
  readonly shape: number
  /** Working minutes. */
  readonly offset: number
  readonly scale: number
  readonly nodes: Int32Array
}
