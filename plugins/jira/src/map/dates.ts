import { textOf } from './json.ts'

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?=$|[T ])/
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(?:(Z)|([+-])(\d{2}):?(\d{2}))$/i
const DIGITS = /^-?\d{1,17}$/
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * The calendar day that a text begins with; days have no zone and stay as they are (law 16). Undefined for a
 * day that no calendar has.
 */
export function dayOf(value: unknown): string | undefined {
  const match = DAY.exec(textOf(value)?.trim() ?? '')
  if (match === null) return undefined
  const [, year = '', month = '', day = ''] = match
  return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined
}

/**
 * An instant in UTC, from every form that Jira writes: `2026-02-03T10:15:00.000+0100` and its like, or
 * milliseconds since 1970, which the bulk changelog gives although its description says text. An issue has dozens
 * of them: those that are in UTC already, as most are, are checked and written without a calendar's help.
 */
export function instantOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return fromMilliseconds(Number(value))
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const match = INSTANT.exec(text)
  if (match === null) return DIGITS.test(text) ? fromMilliseconds(Number(text)) : undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = ''] = match
  const [sign, zoneHour = '00', zoneMinute = '00'] = [match[9], match[10], match[11]]
  if (!isDay(Number(year), Number(month), Number(day)) || hour > '23' || minute > '59' || second > '59')
    return undefined
  const part = fraction.slice(0, 3).padEnd(3, '0')
  if (zoneHour === '00' && zoneMinute === '00')
    return `${year}-${month}-${day}T${hour}:${minute}:${second}.${part}Z`
  return fromMilliseconds(
    Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${part}${sign}${zoneHour}:${zoneMinute}`),
  )
}

/** An instant where the value is one, else a day. */
export function whenOf(value: unknown): string | undefined {
  return instantOf(value) ?? dayOf(value)
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 && isLeap ? 29 : LENGTHS[month - 1]
  return last !== undefined && day >= 1 && day <= last
}

function fromMilliseconds(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  // Years before 0 and after 9999 have a sign, which no instant of the model has.
  return /^\d/.test(text) ? text : undefined
}
