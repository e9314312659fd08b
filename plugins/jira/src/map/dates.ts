import { textOf } from './json.ts'

const DAY = /^(\d{4}-\d{2}-\d{2})(?=$|[T ])/
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})$/i
const DIGITS = /^-?\d{1,17}$/

/**
 * The calendar day that a text begins with; days have no zone and stay as they are (law 16). Undefined for a
 * day that no calendar has.
 */
export function dayOf(value: unknown): string | undefined {
  const day = DAY.exec(textOf(value)?.trim() ?? '')?.[1]
  if (day === undefined) return undefined
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined
}

/**
 * An instant in UTC, from every form that Jira writes: `2026-02-03T10:15:00.000+0100` and its like, or
 * milliseconds since 1970, which the bulk changelog gives although its description says text.
 */
export function instantOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return fromMilliseconds(Number(value))
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (DIGITS.test(text)) return fromMilliseconds(Number(text))
  const match = INSTANT.exec(text)
  if (match === null) return undefined
  const [, day, minutes, seconds = ':00', zone = 'Z'] = match
  if (dayOf(day) === undefined) return undefined
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  return fromMilliseconds(Date.parse(`${day}T${minutes}${seconds}${offset}`))
}

/** An instant where the value is one, else a day. */
export function whenOf(value: unknown): string | undefined {
  return instantOf(value) ?? dayOf(value)
}

function fromMilliseconds(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  // Years before 0 and after 9999 have a sign, which no instant of the model has.
  return /^\d/.test(text) ? text : undefined
}
