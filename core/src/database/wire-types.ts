import pg from 'pg'
import { PmoError } from '../config/index.ts'

/**
 * How values of PostgreSQL arrive in JavaScript, the same on both engines. Nothing is lost:
 *
 * | type | becomes | why |
 * |---|---|---|
 * | `int2 int4 int8 oid` | `number`; an `int8` beyond ±2^53 throws `unsafe-integer` | our own ids and counts are far below; a tracker's ids are text |
 * | `numeric` | text | money and decimals stay exact |
 * | `float4 float8` | `number` | |
 * | `date time timetz timestamp interval` | text | a date stays a date (law 16) |
 * | `timestamptz` | text of the instant in UTC, exactly as `Temporal.Instant` prints it, microseconds kept | `Date` would drop them; plain text can be cloned and put into JSON. Compare with `Temporal.Instant.compare`, not with `<` |
 * | `json` | the text as stored, byte for byte | law 3, ids above 2^53 |
 * | `jsonb` | parsed | |
 * | `bool`, `bytea` | `boolean`, `Buffer` | |
 * | arrays of these | arrays of the same | |
 *
 * Going in: instants and dates as text; a `jsonb` value through `jsonb()`, because `pg` would take an array for a
 * PostgreSQL array; `bigint` as it is.
 */
export const wireTypes = { getTypeParser }

type Parse = (text: string) => unknown

const asText: Parse = (text) => text

const scalars: Readonly<Record<number, Parse>> = {
  16: (text) => text === 't',
  20: parseInt8,
  21: Number,
  23: Number,
  26: Number,
  114: asText,
  700: Number,
  701: Number,
  1082: asText,
  1083: asText,
  1114: asText,
  1184: parseInstant,
  1186: asText,
  1266: asText,
  1700: asText,
  3802: (text) => JSON.parse(text) as unknown,
}

/** The oid of an array type ▶ the oid of its elements. */
const arrays: Readonly<Record<number, number>> = {
  199: 114,
  1000: 16,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1028: 26,
  1115: 1114,
  1182: 1082,
  1183: 1083,
  1185: 1184,
  1187: 1186,
  1231: 1700,
  2951: 2950,
  3807: 3802,
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: never) => unknown {
  if (format === 'binary') return native(oid, 'binary')
  const scalar = scalars[oid]
  if (scalar !== undefined) return scalar
  const element = arrays[oid]
  if (element === undefined) return native(oid, 'text')
  const parse = scalars[element] ?? asText
  return (text: string) => arrayParser.create(text, parse).parse()
}

// Named boundary: pg types the oid as an enum of those it knows, while any table may have others.
const native = pg.types.getTypeParser as (oid: number, format: 'text' | 'binary') => (value: never) => unknown

// Named boundary: the published types of pg-types 2 describe this export as a function, which it is not.
const arrayParser = pg.types.arrayParser as unknown as {
  create(text: string, parse: Parse): { parse(): unknown[] }
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new PmoError(
    'unsafe-integer',
    `The database returned the int8 ${text}, which a JavaScript number cannot hold exactly; select it as text (column::text).`,
  )
}

/** `2024-05-01 12:00:00.12+00` ▶ `2024-05-01T12:00:00.12Z`; other offsets (a server not on UTC) are converted. */
export function parseInstant(text: string): string {
  if (text.endsWith('+00') && text.length <= 29) {
    const bare = text.slice(0, -3)
    return `${bare.slice(0, 10)}T${bare.slice(11)}Z`
  }
  if (text === 'infinity' || text === '-infinity') return text
  return Temporal.Instant.from(text.replace(' ', 'T')).toString()
}
