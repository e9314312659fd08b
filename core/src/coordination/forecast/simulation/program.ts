import type { CalendarTable, CalendarWindow } from '../../../working-time/index.ts'

/** How a position gets its dates in one iteration. */
export const MODES = {
  /** Begins at its floor or when what it waits for allows it. */
  free: 0,
  /** Done, or held by hand without uncertainty: both dates are as they are. */
  fixed: 2,
  /** Has begun, or must begin on a date: only its finish moves, `reference + duration`. */
  begun: 3,
  /** As long as what is below it. */
  summary: 4,
  /** Free, with a bound of its finish or a latest start. */
  bounded: 1,
  /** Must finish on a date: its start moves. */
  ending: 5,
  /** Without duration, and somebody needs its time, which may lie at the end of a shift. */
  point: 6,
} as const

/** What an edge says of its successor, both ends in the same calendar unless `across` is set. */
export const EDGES = { FF: 0, FS: 1, SF: 2, SS: 3, below: 4 } as const

/** Bits of `edgeForm`, above the type. */
export const EDGE_BITS = {
  /** The ends count in different calendars. */
  across: 8,
  /** The lag counts minutes of the clock. */
  elapsed: 16,
  /** The lag is a share of the predecessor's duration. */
  share: 32,
} as const

/**
 * A network made ready for very many forward passes: its nodes in topological order ("positions"), each counting in working minutes of
 * its own calendar, so that nothing has to be looked up as long as calendars do not change along a link. Flat arrays, on
 * SharedArrayBuffers, for all threads.
 */
export interface SimulationProgram {
  readonly size: number
  readonly calendars: CalendarTable
  /** The years that it may well take, of the calendars that links lead between; a small copy for each thread. */
  readonly window: CalendarWindow
  /** Node of the network at each position. */
  readonly node: Int32Array
  readonly calendar: Int32Array
  readonly mode: Uint8Array
  /** Duration without uncertainty, working minutes. */
  readonly duration: Float64Array
  /** Earliest start, working minutes; of a begun position: `reference`. */
  readonly floor: Float64Array
  /** The same as absolute minutes; of a fixed or begun position its start, of a point the latest of all its bounds. */
  readonly floorTime: Float64Array
  /** Absolute finish of a fixed position. */
  readonly finishTime: Float64Array
  /** Earliest finish, working minutes; −∞: none. */
  readonly finishFloor: Float64Array
  /** Latest start and latest finish that its constraint allows, working minutes, of a point absolute minutes; ∞: none. */
  readonly startCap: Float64Array
  readonly finishCap: Float64Array
  /** First edge of each position; one more closes the last. */
  readonly firstEdge: Int32Array
  /** End of the edges of a position that are finish-to-start in one calendar with a lag in working minutes; they come first. */
  readonly plainEnd: Int32Array
  /** Position of the predecessor. */
  readonly edgeFrom: Int32Array
  readonly edgeLag: Float64Array
  readonly edgeForm: Uint8Array
  /** Calendar that the lag counts in where it is not the successor's: that of the summary that the link leads to; −1: it is. */
  readonly edgeCalendar: Int32Array
  /** First group of each end; one more closes the last. */
  readonly endGroups: Int32Array
  /** First member of each group, whose positions count in one calendar; one more closes the last. */
  readonly groupMembers: Int32Array
  readonly members: Int32Array
  /** 1: the group's finishes are compared in working minutes; 0: they are points in time. */
  readonly groupWork: Uint8Array
  readonly tables: Float64Array
  /** Position, place of its table, and measures of each uncertain duration, in the order of positions. */
  readonly drawPosition: Int32Array
  readonly drawTable: Int32Array
  readonly drawOffset: Float64Array
  readonly drawScale: Float64Array
  readonly drawGroup: Int32Array
  /** Where each draw stands in the request. */
  readonly drawOrigin: Int32Array
  readonly groups: number
  readonly correlation: number
  readonly riskProbability: Float64Array
  readonly riskTable: Int32Array
  readonly riskOffset: Float64Array
  readonly riskScale: Float64Array
  /** First position of each risk; one more closes the last. */
  readonly riskFirst: Int32Array
  readonly riskPositions: Int32Array
}
