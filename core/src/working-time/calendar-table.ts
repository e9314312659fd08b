/**
 * Working time of any number of calendars as flat arrays, for loops over a million items and for workers:
 * a plain object of typed arrays, which may lie on SharedArrayBuffers. Read it with `toWorking`, `startOf` and
 * `endOf`.
 *
 * Time is cut into weeks of UTC that begin on Monday. Weeks of equal working minutes share a *pattern*. A
 * calendar has a *row* for each week between its first and last odd one (exceptions, daylight saving); before
 * and after them one pattern repeats for ever. So every look-up is arithmetic on a week and a few comparisons.
 */
export interface CalendarTable {
  /** How many calendars there are. */
  readonly size: number
  /** {@link HEAD} numbers a calendar, see the constants below. */
  readonly heads: Int32Array
  /** Working minutes from the origin to the begin of each row's week; one more a calendar closes its last week. */
  readonly rowWork: Float64Array
  /** Pattern of each row's week, at the same place as in `rowWork`. */
  readonly rowPattern: Int32Array
  /** A calendar's working minutes in equal steps: the first row that reaches beyond each step, or one before. */
  readonly rowIndex: Int32Array
  /** Steps of `rowIndex` a minute of work, per calendar; 0: the calendar has no rows with work. */
  readonly stepsPerMinute: Float64Array
  /** First segment of each pattern; one more closes the last. Each pattern ends in a segment without length. */
  readonly patternSegments: Int32Array
  /** Working minutes of a whole week of each pattern. */
  readonly patternWork: Float64Array
  /** Parts of `partSegment` a minute of work, per pattern; 0: it has no work. */
  readonly partsPerMinute: Float64Array
  /** For each of {@link PARTS} equal parts of each pattern's work: the segment in which it begins, or one before. */
  readonly partSegment: Int32Array
  /** For each hour of each pattern's week: the first segment that ends after the hour began. */
  readonly hourSegment: Int32Array
  /** Begin of each segment of work, minutes from the begin of the week. */
  readonly segmentStart: Float64Array
  /** End of each segment of work; infinite in the one that ends a pattern. */
  readonly segmentEnd: Float64Array
  /** Working minutes of the week before each segment. */
  readonly segmentWork: Float64Array
}

/** Minutes of a week. */
export const WEEK = 10_080
/** Hours of a week: entries of `hourSegment` a pattern. */
export const HOURS = 168
/** Entries of `partSegment` a pattern: so many that hardly a part has more than one begin of a segment. */
export const PARTS = 64
/** Begin of the week of 1 January 1970, a Monday, in absolute minutes: where weeks and working minutes count from. */
export const ORIGIN = -4320

/** Numbers of `heads` that each calendar has. */
export const HEAD = 6
/** The week (from the origin) of the calendar's first row. */
export const FIRST_WEEK = 0
/** How many rows the calendar has. */
export const ROWS = 1
/** Place of its first row. */
export const ROWS_AT = 2
/** Pattern of all weeks before its rows. */
export const PATTERN_BEFORE = 3
/** Pattern of all weeks after its rows. */
export const PATTERN_AFTER = 4
/** Place of its first step in `rowIndex`. */
export const INDEX_AT = 5
