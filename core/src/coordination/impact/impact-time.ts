import { dayOf } from '../../working-time/index.ts'
import type { ImpactDates, ImpactTime } from './summary.ts'

/** A minute of the network as an instant with its day; undefined for none. */
export function timeOf(minutes: number, zone: string): ImpactTime | undefined {
  if (!Number.isFinite(minutes)) return undefined
  return {
    at: Temporal.Instant.fromEpochMilliseconds(Math.round(minutes * 60_000)).toString(),
    day: dayOf(minutes, zone),
  }
}

/** A finish likewise: one at midnight is over with the day before. */
export function finishTime(minutes: number, zone: string): ImpactTime | undefined {
  const time = timeOf(minutes, zone)
  return time === undefined ? undefined : { ...time, day: dayOf(minutes - 1 / 60, zone) }
}

/** Start and finish of a node; a point in time has one day. */
export function datesOf(start: number, finish: number, zone: string): ImpactDates | undefined {
  const from = timeOf(start, zone)
  const until = finish > start ? finishTime(finish, zone) : timeOf(finish, zone)
  return from === undefined || until === undefined ? undefined : { start: from, finish: until }
}

/** Calendar days from one time to another; 0 where one is missing. */
export function daysBetween(before: ImpactTime | undefined, after: ImpactTime | undefined): number {
  if (before === undefined || after === undefined) return 0
  return Temporal.PlainDate.from(before.day).until(after.day, { largestUnit: 'days' }).days
}
