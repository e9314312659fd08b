import { endOf, toWorking, type CalendarTable } from '../../working-time/index.ts'

/** Counts working minutes in one calendar of a table. */
export interface Counted {
  readonly table: CalendarTable
  readonly calendar: number
}

/** Work of one entry: from when until when, and how much. Absolute minutes; minutes of work. */
export interface PlannedWork {
  readonly from: number
  readonly until: number
  readonly minutes: number
}

/**
 * The time in which work that is left is done: not before the status time. Work whose finish has passed begins then, and
 * lasts as long as it takes one person.
 */
export function windowOf(work: PlannedWork, counted: Counted, statusTime: number): PlannedWork {
  const { minutes } = work
  const from = Math.max(work.from, statusTime)
  const until = work.until > from ? work.until : taking(counted, from, minutes)
  return { from, until, minutes }
}

/** When work that begins at a time is done by one person. */
function taking({ table, calendar }: Counted, from: number, minutes: number): number {
  const until = endOf(table, calendar, toWorking(table, calendar, from) + minutes)
  return Number.isFinite(until) ? until : from + minutes
}

/**
 * Spreads work over periods, evenly over the working time between its dates; by the clock where there is none. Nothing is
 * lost: the parts add up to the minutes. What is after the last period comes with the number of periods.
 *
 * @param borders begin of each period and the end of the last, absolute minutes
 */
export function spreadWork(
  { from, until, minutes }: PlannedWork,
  { counted, borders }: { readonly counted: Counted; readonly borders: Float64Array },
  add: (period: number, minutes: number) => void,
): void {
  const { table, calendar } = counted
  const begin = toWorking(table, calendar, from)
  const whole = toWorking(table, calendar, until) - begin
  // By the clock where there is no working time in between.
  const before = (time: number): number =>
    whole > 0 ? (toWorking(table, calendar, time) - begin) / whole : (time - from) / (until - from)
  const last = borders.length - 1
  let done = 0
  for (let period = Math.max(0, placeOf(borders, from)); period < last; period++) {
    const end = borders[period + 1] ?? Infinity
    if (end >= until) {
      add(period, minutes * (1 - done))
      return
    }
    const share = Math.min(1, Math.max(done, before(end)))
    if (share > done) add(period, minutes * (share - done))
    done = share
  }
  if (done < 1) add(last, minutes * (1 - done))
}

/** The period in which a time lies; −1 before the first, the number of periods after the last. */
function placeOf(borders: Float64Array, time: number): number {
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((borders[middle] ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
