import { NO_ID } from './address.ts'

/** A property of a value whose shape is not checked yet. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

/** An object that an entity leads to; undefined where there is none, in either form. */
export function linked(value: unknown, name: string): unknown {
  const target = property(value, name)
  if (typeof target !== 'object' || target === null) return undefined
  return property(target, 'odata.null') === true || property(target, '__deferred') !== undefined
    ? undefined
    : target
}

/** The objects that an entity leads to: a list, or the verbose form's `{ results }`. */
export function linkedList(value: unknown, name: string): readonly unknown[] {
  const target = property(value, name)
  const list = Array.isArray(target) ? target : property(target, 'results')
  return Array.isArray(list) ? list : []
}

/** An id in one way of writing it; undefined for none. */
export function idIn(value: unknown, name: string): string | undefined {
  const id = property(value, name)
  return typeof id === 'string' && id !== '' && id !== NO_ID ? id.toLowerCase() : undefined
}

export function textIn(value: unknown, name: string): string | undefined {
  const text = property(value, name)
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** A number; ProjectData writes decimals as text. */
export function numberIn(value: unknown, name: string): number | undefined {
  const found = property(value, name)
  if (typeof found !== 'number' && typeof found !== 'bigint' && typeof found !== 'string') return undefined
  if (found === '') return undefined
  const number = Number(found)
  return Number.isFinite(number) ? number : undefined
}

export function flagIn(value: unknown, name: string): boolean | undefined {
  const flag = property(value, name)
  return typeof flag === 'boolean' ? flag : undefined
}

/**
 * A local time, `YYYY-MM-DDTHH:mm:ss`, of either form: `/Date(…)/` counts as if it were UTC, and the year 1 means
 * "none". Fractions of seconds mean nothing in a plan.
 */
export function momentIn(value: unknown, name: string): string | undefined {
  const text = property(value, name)
  if (typeof text !== 'string') return undefined
  const verbose = /^\/Date\((-?\d+)(?:[-+]\d+)?\)\/$/.exec(text)
  const instant = verbose === null ? undefined : new Date(Number(verbose[1]))
  if (instant !== undefined && Number.isNaN(instant.getTime())) return undefined
  const plain = instant === undefined ? text : instant.toISOString().replace(/Z$/, '')
  return plain.startsWith('0001-01-01') ? undefined : plain.replace(/\.\d+$/, '')
}

/**
 * A time of change as text that sorts: all its fraction, seven places. The server means its own clock; it is compared
 * with itself alone. Empty where there is none.
 */
export function stampIn(value: unknown, name: string): string {
  const text = property(value, name)
  if (typeof text !== 'string' || text.startsWith('0001-01-01')) return ''
  const verbose = /^\/Date\((-?\d+)/.exec(text)
  const instant = verbose === null ? undefined : new Date(Number(verbose[1]))
  if (instant !== undefined && Number.isNaN(instant.getTime())) return ''
  const plain = instant === undefined ? text : instant.toISOString()
  const [, whole = '', fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(plain) ?? []
  return whole === '' ? '' : `${whole}.${fraction.padEnd(7, '0').slice(0, 7)}Z`
}
