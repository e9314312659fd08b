export const MS_A_DAY = 86_400_000

/**
 * Milliseconds since 1970 of an instant, a day (its begin) or a local time; the last two are read in UTC, since their zone is not the
 * record's to tell. Undefined for what is no time.
 */
export function timeOf(when: string | undefined): number | undefined {
  if (when === undefined) return undefined
  const isComplete = when.length === 10 || when.endsWith('Z') || /[+-]\d\d:\d\d$/.test(when)
  const time = Date.parse(isComplete ? when : `${when}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** The instant of milliseconds since 1970. */
export function instantText(time: number): string {
  return new Date(time).toISOString()
}

/** Elapsed days from one time to another, never below 0. */
export function daysFrom(from: number, to: number): number {
  return Math.max(0, to - from) / MS_A_DAY
}
