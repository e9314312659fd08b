const DAY_MS = 86_400_000

/** The calendar day of a point in time, as its source wrote it. */
export const dayOf = (when: string): string => when.slice(0, 10)

/**
 * Which of two points in time is the later one: below zero where the first is the earlier. Days are compared as days, and
 * so is a local time with an instant, because only the portfolio knows the zone.
 */
export function compareMoments(one: string, other: string): number {
  const [first, second] = [precisionOf(one), precisionOf(other)]
  if (first === second) return minuteOf(one) - minuteOf(other)
  return minuteOf(dayOf(one)) - minuteOf(dayOf(other))
}

/** Calendar days from one point in time to another, negative where the other is the earlier. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(dayOf(until)) - Date.parse(dayOf(from))) / DAY_MS
}

/** The latest of some points in time; undefined of none. */
export function latest(moments: readonly (string | undefined)[]): string | undefined {
  let last: string | undefined
  for (const moment of moments) {
    if (moment === undefined) continue
    if (last === undefined || compareMoments(moment, last) > 0) last = moment
  }
  return last
}

function precisionOf(when: string): 'day' | 'local' | 'instant' {
  if (!when.includes('T')) return 'day'
  return when.endsWith('Z') ? 'instant' : 'local'
}

/** A local time is counted as if it were UTC: it is compared with others of its kind alone. */
const minuteOf = (when: string): number => Date.parse(precisionOf(when) === 'local' ? `${when}Z` : when)
