import { dayNumber, dayText } from './days.ts'
import { absoluteOf, offsetAt, zoneOf, type Zone } from './zone.ts'

const WHEN = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/

/**
 * Absolute minutes since 1970-01-01T00:00Z of a day (its begin), a local time or an instant. Days and local
 * times are on the clock of `zone` (an IANA name; UTC where it is not known). NaN for anything else.
 */
export function minutesOf(when: string, zone: string): number {
  const match = WHEN.exec(when)
  if (match === null) return NaN
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = match
  const local =
    dayNumber(Number(year), Number(month), Number(day)) * 1440 +
    Number(hour) * 60 +
    Number(minute) +
    Number(`${second}.${fraction}`) / 60
  if (offset === 'Z') return local
  if (offset !== undefined) {
    const ahead = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
    return offset.startsWith('-') ? local + ahead : local - ahead
  }
  return absoluteOf(zoneOrUtc(zone), local)
}

/** First and last second that four digits of a year can write, on any clock. */
const FIRST_SECOND = dayNumber(1, 1, 1) * 86_400
const LAST_SECOND = dayNumber(10_000, 1, 1) * 86_400 - 1

/**
 * The calendar day, `YYYY-MM-DD`, that an absolute time lies in on a zone's clock. What lies outside of the years 1 to
 * 9999 is told as their first or last day.
 */
export function dayOf(time: number, zone: string): string {
  return dayText(Math.floor(withinYears((time + offsetAt(zoneOrUtc(zone), time)) * 60) / 86_400))
}

/** The local time of an absolute one, `YYYY-MM-DDTHH:mm:ss`, rounded to the second; likewise within the years 1 to 9999. */
export function localTimeOf(time: number, zone: string): string {
  const seconds = withinYears(Math.round((time + offsetAt(zoneOrUtc(zone), time)) * 60))
  const day = Math.floor(seconds / 86_400)
  const ofDay = seconds - day * 86_400
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${dayText(day)}T${two(ofDay / 3600)}:${two((ofDay / 60) % 60)}:${two(ofDay % 60)}`
}

function withinYears(second: number): number {
  return Math.min(LAST_SECOND, Math.max(FIRST_SECOND, second))
}

const UTC: Zone = { name: 'UTC', changes: new Float64Array(0), offsets: new Float64Array(1) }

function zoneOrUtc(name: string): Zone {
  return name === 'UTC' ? UTC : (zoneOf(name) ?? UTC)
}
