import { dayNumber } from './days.ts'

/**
 * The years for which a zone's own clock changes are known. Before them its first offset holds, after them its
 * standard time: nobody knows the law of the years after.
 */
export const ZONE_YEARS = { from: 1970, until: 2099 } as const

/** A zone's clock over time. All times in minutes. */
export interface Zone {
  readonly name: string
  /** When the clock changes: absolute times, ascending. */
  readonly changes: Float64Array
  /** Minutes to add to UTC before the first change, after the first, after the second … */
  readonly offsets: Float64Array
}

/** Opened zones: a zone's changes are asked for once a process, they never differ. */
const opened = new Map<string, Zone | undefined>()

/** The zone of an IANA name; undefined where the name is not known. */
export function zoneOf(name: string): Zone | undefined {
  if (!opened.has(name)) opened.set(name, openZone(name))
  return opened.get(name)
}

function openZone(name: string): Zone | undefined {
  let at: Temporal.ZonedDateTime
  try {
    at = Temporal.Instant.from(`${ZONE_YEARS.from}-01-01T00:00Z`).toZonedDateTimeISO(name)
  } catch {
    return undefined
  }
  const end = dayNumber(ZONE_YEARS.until + 1, 1, 1) * 1440
  const changes: number[] = []
  const offsets = [minutes(at.offsetNanoseconds)]
  for (
    let next = at.getTimeZoneTransition('next');
    next !== null;
    next = next.getTimeZoneTransition('next')
  ) {
    const time = next.epochMilliseconds / 60_000
    if (time >= end) break
    const offset = minutes(next.offsetNanoseconds)
    if (offset === offsets.at(-1)) continue
    changes.push(time)
    offsets.push(offset)
  }
  // Where the last year ends in summer time (the south), standard time holds from its end on.
  const standard = Math.min(...offsets.slice(-2))
  const changing = changes.length > 0 && (changes.at(-1) ?? 0) > end - 366 * 1440
  if (changing && offsets.at(-1) !== standard) {
    changes.push(end)
    offsets.push(standard)
  }
  return { name, changes: Float64Array.from(changes), offsets: Float64Array.from(offsets) }
}

function minutes(nanoseconds: number): number {
  return nanoseconds / 60e9
}

/** Minutes that the zone is ahead of UTC at an absolute time. */
export function offsetAt({ changes, offsets }: Zone, time: number): number {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle] ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return offsets[low] ?? 0
}

/**
 * The absolute time of a local one (minutes since 1970-01-01T00:00 on the zone's clock). An hour that comes
 * twice counts the first time; one that is left out is as far after the change as it is after its begin.
 */
export function absoluteOf(zone: Zone, local: number): number {
  if (zone.changes.length === 0) return local - (zone.offsets[0] ?? 0)
  // A change of the clock is seen from a day before to a day after.
  const earlier = offsetAt(zone, local - 1440)
  const later = offsetAt(zone, local + 1440)
  if (earlier === later || offsetAt(zone, local - earlier) === earlier) return local - earlier
  return offsetAt(zone, local - later) === later ? local - later : local - earlier
}
