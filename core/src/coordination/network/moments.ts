import { minutesOf } from '../../working-time/index.ts'

/** When something that a source dates begins: a day begins at midnight. Absolute minutes; NaN for what is no date. */
export function beginOf(when: string, zone: string): number {
  return minutesOf(when, zone)
}

/** When something that a source dates is over: a day is over at the midnight that ends it. Absolute minutes. */
export function endOf(when: string, zone: string): number {
  return minutesOf(when.length === 10 ? `${when}T24:00` : when, zone)
}
