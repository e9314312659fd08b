/**
 * A network of activities as a structure of arrays, for loops over a million nodes and for workers: each array
 * may lie on a SharedArrayBuffer. Times are absolute minutes since 1970-01-01T00:00Z; durations, and lags that
 * are not elapsed, are working minutes. NaN in an array of times or minutes means "none", −1 in an array of
 * indices too. `createNetwork` makes one with nothing stated.
 */
export interface Network extends NodeColumns, LinkColumns, ProjectColumns {
  /** How many nodes there are. */
  readonly size: number
  /** How many links there are. */
  readonly linkCount: number
  /** How many projects there are. */
  readonly projectCount: number
}

/** What is stated of each node. */
export interface NodeColumns {
  /** Working minutes of its calendar. 0 of a milestone; of no meaning for a summary. */
  readonly duration: Float64Array
  /** Its calendar's number in the table of calendars: an elapsed duration has one without pauses. */
  readonly calendar: Int32Array
  /** The project whose start, finish and status date it has. */
  readonly project: Int32Array
  /** The summary it belongs to. A node that is named as a parent is a summary, whatever its flags say. */
  readonly parent: Int32Array
  /** Bits of {@link NODE_FLAGS}. */
  readonly flags: Uint16Array
  /** One of {@link CONSTRAINTS}. */
  readonly constraint: Uint8Array
  /** The time of its constraint. */
  readonly constraintDate: Float64Array
  /** When it should be done: moves nothing forward, limits its late finish. */
  readonly deadline: Float64Array
  readonly actualStart: Float64Array
  readonly actualFinish: Float64Array
  /** Working minutes left of a node that has begun; NaN: its duration counts from its actual start. */
  readonly remaining: Float64Array
  /**
   * When the work that is left goes on (Microsoft Project's Resume), of a node that has begun; NaN: after the
   * work that is done.
   */
  readonly resume: Float64Array
  /** Dates of a node scheduled by hand. */
  readonly plannedStart: Float64Array
  readonly plannedFinish: Float64Array
  /** Work that is not done does not lie before this: the status date, for items of a tracker. */
  readonly noEarlierThan: Float64Array
}

/** Who waits for whom. */
export interface LinkColumns {
  /** The predecessor's node. A link of a summary applies to all that is below it. */
  readonly from: Int32Array
  /** The successor's node. */
  readonly to: Int32Array
  /** One of {@link LINK_TYPES}. */
  readonly type: Uint8Array
  /** Minutes, or percent of the predecessor's duration; negative: a lead. */
  readonly lag: Float64Array
  /** One of {@link LAG_KINDS}. */
  readonly lagKind: Uint8Array
}

/** Frames that nodes are scheduled in: each has its own start, and its own end. */
export interface ProjectColumns {
  /** Nothing of it begins earlier. */
  readonly projectStart: Float64Array
  /** When it has to be finished: of one scheduled from its finish; else it limits late dates if it is stated. */
  readonly projectFinish: Float64Array
  /** 1: scheduled from its finish: where no start is stated, it follows from the late dates of its nodes. */
  readonly projectFromFinish: Uint8Array
}

/** Bits of `Network.flags`. */
export const NODE_FLAGS = {
  milestone: 1,
  /** Keeps its planned dates, whatever its links say. */
  manual: 2,
  /** Not part of the schedule: neither itself nor its links move anything. */
  inactive: 4,
  /** Done, with or without actual dates: its dates do not move. */
  done: 8,
  /** Has dates but no say in its project's end: a project that only stands for what is outside, a hammock. */
  noEnd: 16,
} as const

/** Kinds of constraint, numbered as Microsoft Project does. */
export const CONSTRAINTS = {
  asSoonAsPossible: 0,
  asLateAsPossible: 1,
  mustStartOn: 2,
  mustFinishOn: 3,
  startNoEarlierThan: 4,
  startNoLaterThan: 5,
  finishNoEarlierThan: 6,
  finishNoLaterThan: 7,
} as const
/** The name of a constraint. */
export type ConstraintName = keyof typeof CONSTRAINTS

/** Types of link, numbered as Microsoft Project does: which end of the predecessor, which of the successor. */
export const LINK_TYPES = { FF: 0, FS: 1, SF: 2, SS: 3 } as const
/** The name of a link type. */
export type LinkTypeName = keyof typeof LINK_TYPES

/** What a lag counts in. */
export const LAG_KINDS = {
  /** Working minutes of the successor's calendar. */
  working: 0,
  /** Minutes of the clock. */
  elapsed: 1,
  /** Percent of the predecessor's duration, as working minutes of the successor's calendar. */
  percent: 2,
  /** Percent of the predecessor's duration, as minutes of the clock. */
  elapsedPercent: 3,
} as const
/** The name of a kind of lag. */
export type LagKindName = keyof typeof LAG_KINDS
