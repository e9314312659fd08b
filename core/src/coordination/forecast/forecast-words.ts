import { dayOf } from '../../working-time/index.ts'
import type { FinishDate } from './forecast-result.ts'

/** A second: what ends at midnight ends on the day before. */
const MOMENT = 1 / 60

/** A finish as an instant and as the calendar day of a zone. @param time absolute minutes */
export function finishDate(time: number, zone: string): FinishDate {
  return {
    at: Temporal.Instant.fromEpochMilliseconds(Math.round(time * 60_000)).toString(),
    day: dayOf(time - MOMENT, zone),
  }
}

/** "1 item", "3 items". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
