import { HEAD, HOURS, INDEX_AT, ORIGIN, PARTS, WEEK, type CalendarTable } from './calendar-table.ts'
import { FIRST_WEEK, PATTERN_AFTER, PATTERN_BEFORE, ROWS, ROWS_AT } from './calendar-table.ts'

/**
 * The work of one week: begin and end of each segment in turn, in minutes from the week's begin, in order and
 * without overlap.
 */
export type WeekPattern = readonly number[]

/** A calendar's weeks: those that are odd, one by one, and what repeats before and after them. */
export interface CalendarWeeks {
  /** The week of the first of `rows`, counted from the origin's week. */
  readonly firstWeek: number
  readonly rows: readonly WeekPattern[]
  readonly before: WeekPattern
  readonly after: WeekPattern
}

/** The arrays of one calendar. */
export function tableOf(weeks: CalendarWeeks): CalendarTable {
  const patterns = new Patterns()
  const before = patterns.idOf(weeks.before)
  const after = patterns.idOf(weeks.after)
  const rowPattern = Int32Array.from(weeks.rows, (week) => patterns.idOf(week))
  const { patternWork, ...arrays } = patterns.arrays()
  const rowWork = rowWorkOf(weeks.firstWeek, rowPattern, { before, after, patternWork })
  const { rowIndex, stepsPerMinute } = indexOf(rowWork)
  const heads = new Int32Array(HEAD)
  heads[FIRST_WEEK] = weeks.firstWeek
  heads[ROWS] = rowPattern.length
  heads[ROWS_AT] = 0
  heads[PATTERN_BEFORE] = before
  heads[PATTERN_AFTER] = after
  heads[INDEX_AT] = 0
  // One more than there are rows, so that places in it are those in `rowWork`.
  const padded = new Int32Array(rowPattern.length + 1)
  padded.set(rowPattern)
  return {
    size: 1,
    heads,
    rowWork,
    rowPattern: padded,
    rowIndex,
    stepsPerMinute: Float64Array.of(stepsPerMinute),
    patternWork,
    ...arrays,
  }
}

/** Working minutes from the origin to the begin of each row, and to the end of the last. */
function rowWorkOf(
  firstWeek: number,
  rowPattern: Int32Array,
  {
    before,
    after,
    patternWork,
  }: { readonly before: number; readonly after: number; readonly patternWork: Float64Array },
): Float64Array {
  const rowWork = new Float64Array(rowPattern.length + 1)
  for (const [row, pattern] of rowPattern.entries())
    rowWork[row + 1] = (rowWork[row] ?? 0) + (patternWork[pattern] ?? 0)
  // So far it counts from the first row; move it to the origin, which may lie before, in or after the rows.
  const origin = -firstWeek
  const { length } = rowPattern
  const atOrigin =
    origin < 0
      ? origin * (patternWork[before] ?? 0)
      : origin > length
        ? (rowWork[length] ?? 0) + (origin - length) * (patternWork[after] ?? 0)
        : (rowWork[origin] ?? 0)
  return rowWork.map((work) => work - atOrigin)
}

/**
 * How much too early a place in an index may begin: more than any rounding of where a look-up begins, and little
 * enough that it hardly ever begins a row or segment too early.
 */
const MARGIN = 0.01

/** For each step of work the first row that reaches beyond it; a step is the work of the fullest week. */
function indexOf(rowWork: Float64Array): { rowIndex: Int32Array; stepsPerMinute: number } {
  const rows = rowWork.length - 1
  const first = rowWork[0] ?? 0
  const total = (rowWork[rows] ?? 0) - first
  let step = 0
  for (let row = 0; row < rows; row++) step = Math.max(step, (rowWork[row + 1] ?? 0) - (rowWork[row] ?? 0))
  if (step === 0) return { rowIndex: new Int32Array(2), stepsPerMinute: 0 }
  const steps = Math.ceil(total / step)
  // One more than there are steps: a rounding may lead a look-up of the very last minute there.
  const rowIndex = new Int32Array(steps + 1)
  for (let at = 0, row = 0; at <= steps; at++) {
    const reach = first + Math.min(at * step, total) - MARGIN
    while (row < rows - 1 && (rowWork[row + 1] ?? 0) <= reach) row++
    rowIndex[at] = row
  }
  return { rowIndex, stepsPerMinute: 1 / step }
}

/** Different weeks, each with its number. */
class Patterns {
  readonly #ids = new Map<string, number>()
  /** Ordinary weeks are one value in thousands of rows: known again without being written out. */
  readonly #known = new Map<WeekPattern, number>()
  readonly #weeks: WeekPattern[] = []

  idOf(week: WeekPattern): number {
    let id = this.#known.get(week)
    if (id !== undefined) return id
    const key = week.join(' ')
    id = this.#ids.get(key)
    if (id === undefined) {
      id = this.#weeks.push(week) - 1
      this.#ids.set(key, id)
    }
    this.#known.set(week, id)
    return id
  }

  arrays(): Pick<
    CalendarTable,
    | 'patternSegments'
    | 'patternWork'
    | 'partsPerMinute'
    | 'partSegment'
    | 'hourSegment'
    | 'segmentStart'
    | 'segmentEnd'
    | 'segmentWork'
  > {
    const starts: number[] = []
    const ends: number[] = []
    const works: number[] = []
    const patternSegments = [0]
    const patternWork: number[] = []
    const partsPerMinute: number[] = []
    const hourSegment = new Int32Array(this.#weeks.length * HOURS)
    const partSegment = new Int32Array(this.#weeks.length * PARTS)
    for (const [id, week] of this.#weeks.entries()) {
      const firstSegment = starts.length
      let work = 0
      for (let at = 0; at < week.length; at += 2) {
        const [start = 0, end = 0] = [week[at], week[at + 1]]
        starts.push(start)
        ends.push(end)
        works.push(work)
        work += end - start
      }
      // The segment that ends a pattern: a look-up stops at it, and it adds nothing.
      starts.push(WEEK)
      ends.push(Infinity)
      works.push(work)
      patternWork.push(work)
      partsPerMinute.push(work === 0 ? 0 : PARTS / work)
      patternSegments.push(starts.length)
      for (let part = 0, segment = firstSegment; part < PARTS; part++) {
        while ((works[segment + 1] ?? Infinity) < (part / PARTS) * work - MARGIN) segment++
        partSegment[id * PARTS + part] = segment
      }
      for (let hour = 0, segment = firstSegment; hour < HOURS; hour++) {
        while ((ends[segment] ?? Infinity) <= hour * 60) segment++
        hourSegment[id * HOURS + hour] = segment
      }
    }
    return {
      patternSegments: Int32Array.from(patternSegments),
      patternWork: Float64Array.from(patternWork),
      partsPerMinute: Float64Array.from(partsPerMinute),
      partSegment,
      hourSegment,
      segmentStart: Float64Array.from(starts),
      segmentEnd: Float64Array.from(ends),
      segmentWork: Float64Array.from(works),
    }
  }
}

/** The week, counted from the origin's, that an absolute time lies in. */
export function weekOf(time: number): number {
  return Math.floor((time - ORIGIN) / WEEK)
}
