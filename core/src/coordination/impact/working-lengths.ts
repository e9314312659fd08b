import { toWorking, type CalendarTable } from '../../working-time/index.ts'
import type { WorkingLengths } from './amount.ts'

const DAY = 1440
const DAYS_A_WEEK = 7
/** Days looked at: long enough that a fortnight of holidays is not taken for what is usual. */
const LOOKED_AT = 56
/** What a day and a week are where a calendar has no work at all to measure: Monday to Friday, 8 hours. */
const FALLBACK: WorkingLengths = { day: 480, week: 2400 }

/**
 * How long the usual working day and week of a calendar are: the most frequent ones with work in the eight weeks from a time
 * on; the longer where two are as frequent. Days are cut at the clock time of the day at which no shift runs, so that a
 * night shift is one day.
 *
 * @param from minutes since 1970-01-01T00:00Z
 */
export function workingLengths(table: CalendarTable, calendar: number, from: number): WorkingLengths {
  const begin = quietTime(table, calendar, from)
  const day = mostFrequent(worked(table, calendar, { begin, step: DAY, count: LOOKED_AT }))
  const week = mostFrequent(
    worked(table, calendar, { begin, step: DAY * DAYS_A_WEEK, count: LOOKED_AT / DAYS_A_WEEK }),
  )
  return { day: day ?? FALLBACK.day, week: week ?? FALLBACK.week }
}

function worked(
  table: CalendarTable,
  calendar: number,
  { begin, step, count }: { readonly begin: number; readonly step: number; readonly count: number },
): number[] {
  const found: number[] = []
  let before = toWorking(table, calendar, begin)
  for (let at = 1; at <= count; at++) {
    const after = toWorking(table, calendar, begin + at * step)
    found.push(after - before)
    before = after
  }
  return found
}

/** The hour of the day, from `from` on, in which least is worked. */
function quietTime(table: CalendarTable, calendar: number, from: number): number {
  let [quietest, least] = [from, Infinity]
  for (let hour = 0; hour < 24; hour++) {
    let work = 0
    for (let day = 0; day < DAYS_A_WEEK; day++) {
      const at = from + hour * 60 + day * DAY
      work += toWorking(table, calendar, at + 60) - toWorking(table, calendar, at)
    }
    if (work < least) [quietest, least] = [from + hour * 60, work]
  }
  return quietest
}

function mostFrequent(amounts: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const amount of amounts) {
    const minutes = Math.round(amount)
    if (minutes > 0) counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
  }
  let found: number | undefined
  for (const [minutes, count] of counts) {
    const best = found === undefined ? 0 : (counts.get(found) ?? 0)
    if (count > best || (count === best && minutes > (found ?? 0))) found = minutes
  }
  return found
}
