import { dayNumber, dayText } from '../earned-value/planned-value.ts'
import type { ConeWeek } from './throughput-cone.ts'
import type { StateCount } from './state-counts.ts'

/** Scope and what is done of it, by the end of a day; in items. */
export interface BurnUpPoint {
  readonly day: string
  /** Everything that was there and not cancelled. */
  readonly scope: number
  readonly done: number
  readonly unknown: number
}

/** What may be done by a day. */
export interface ConePoint {
  readonly day: string
  /** Items done in all that 10, 50 and 90 % of all courses stay at or below. */
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** When all is done: the first day, a whole number of weeks ahead, by which it is with at least this chance; absent: later than is told. */
export interface ConeFinish {
  readonly p10?: string
  readonly p50?: string
  readonly p90?: string
}

/** Scope and done by day. */
export function burnUpPoints(counts: readonly StateCount[]): readonly BurnUpPoint[] {
  return counts.map(({ day, todo, inProgress, done, unknown }) => ({
    day,
    scope: todo + inProgress + done,
    done,
    unknown,
  }))
}

/** The cone from a day on, on top of what is done by then. */
export function conePoints(cone: readonly ConeWeek[], from: BurnUpPoint): readonly ConePoint[] {
  return cone.map(({ weeks, p10, p50, p90 }) => ({
    day: ahead(from.day, weeks),
    p10: from.done + p10,
    p50: from.done + p50,
    p90: from.done + p90,
  }))
}

/** By when all is done. */
export function coneFinish(cone: readonly ConeWeek[], from: string): ConeFinish {
  const at = (share: number): string | undefined => {
    const week = cone.find(({ allDone }) => allDone >= share - 1e-9)
    return week && ahead(from, week.weeks)
  }
  const [p10, p50, p90] = [at(0.1), at(0.5), at(0.9)]
  return {
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
  }
}

function ahead(day: string, weeks: number): string {
  return dayText(dayNumber(day) + weeks * 7)
}
