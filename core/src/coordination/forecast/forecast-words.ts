import { dayOf, minutesOf } from '../../working-time/index.ts'
import type { FinishDate } from './finish-date.ts'

/** A second: what ends at midnight ends on the day before. */
const MOMENT = 1 / 60

/** End of the year 9999: what iterations draw may lie far behind it. */
const LAST = minutesOf('9999-12-31', 'UTC') + 1440

/** A finish as an instant and as the calendar day of a zone; within the year 9999. @param time absolute minutes */
export function finishDate(time: number, zone: string): FinishDate {
  const told = Math.min(time, LAST)
  return {
    at: Temporal.Instant.fromEpochMilliseconds(Math.round(told * 60_000)).toString(),
    day: dayOf(told - MOMENT, zone),
  }
}

/** Whether a finish lies behind all that dates can tell. @param time absolute minutes */
export function isBeyondTelling(time: number): boolean {
  return time > LAST
}

/** "1 item", "3 items"; "2 people". */
export function counted(count: number, noun: string, several = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : several}`
}
