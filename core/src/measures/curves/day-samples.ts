import { dayNumber, dayText } from '../earned-value/planned-value.ts'
import { instantText, MS_A_DAY } from '../time.ts'

/** The moment at which a curve is told for a day: its last second in UTC, as everywhere a day of the past is named; today now. */
export interface DaySample {
  /** Calendar day in UTC, YYYY-MM-DD. */
  readonly day: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The last days up to a time, the oldest first; the last one is told as of the time itself. @param then milliseconds since 1970 */
export function daySamples(then: number, days: number): readonly DaySample[] {
  const today = dayNumber(instantText(then))
  return Array.from({ length: days }, (_, index) => {
    const day = today - days + 1 + index
    return { day: dayText(day), at: day === today ? then : (day + 1) * MS_A_DAY - 1000 }
  })
}
