import type { Value, ValueType } from './expression.ts'

export interface ODataFunction {
  readonly takes: readonly ValueType[]
  /** How many of them may be left out, from the end. */
  readonly optional?: number
  readonly gives: ValueType
  /** Never called with null: the result of null is null. */
  readonly compute: (...values: readonly Exclude<Value, null>[]) => Value
}

const text = (value: Value | undefined): string => String(value)
const number = (value: Value | undefined): number => Number(value)
const part =
  (read: (date: Date) => number) =>
  (value: Value | undefined): number =>
    read(new Date(number(value)))

const ofDate = (read: (date: Date) => number): ODataFunction => ({
  takes: ['date'],
  gives: 'int',
  compute: part(read),
})
const ofText = (compute: (value: string) => string): ODataFunction => ({
  takes: ['text'],
  gives: 'text',
  compute: (value) => compute(text(value)),
})
const ofNumber = (compute: (value: number) => number): ODataFunction => ({
  takes: ['number'],
  gives: 'number',
  compute: (value) => compute(number(value)),
})

/** .NET rounds a half to the even neighbour. */
const roundHalfEven = (value: number): number => {
  const low = Math.floor(value)
  if (value - low !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}

/** The functions of OData V3 that WCF Data Services knows for these types. */
export const FUNCTIONS: Readonly<Record<string, ODataFunction>> = {
  substringof: {
    takes: ['text', 'text'],
    gives: 'flag',
    compute: (needle, value) => text(value).includes(text(needle)),
  },
  startswith: {
    takes: ['text', 'text'],
    gives: 'flag',
    compute: (value, start) => text(value).startsWith(text(start)),
  },
  endswith: {
    takes: ['text', 'text'],
    gives: 'flag',
    compute: (value, end) => text(value).endsWith(text(end)),
  },
  length: { takes: ['text'], gives: 'int', compute: (value) => text(value).length },
  indexof: {
    takes: ['text', 'text'],
    gives: 'int',
    compute: (value, needle) => text(value).indexOf(text(needle)),
  },
  replace: {
    takes: ['text', 'text', 'text'],
    gives: 'text',
    compute: (value, find, by) => text(value).split(text(find)).join(text(by)),
  },
  substring: {
    takes: ['text', 'int', 'int'],
    optional: 1,
    gives: 'text',
    compute: (value, from, length) =>
      text(value).slice(number(from), length === undefined ? undefined : number(from) + number(length)),
  },
  tolower: ofText((value) => value.toLowerCase()),
  toupper: ofText((value) => value.toUpperCase()),
  trim: ofText((value) => value.trim()),
  concat: { takes: ['text', 'text'], gives: 'text', compute: (left, right) => text(left) + text(right) },
  year: ofDate((date) => date.getUTCFullYear()),
  month: ofDate((date) => date.getUTCMonth() + 1),
  day: ofDate((date) => date.getUTCDate()),
  hour: ofDate((date) => date.getUTCHours()),
  minute: ofDate((date) => date.getUTCMinutes()),
  second: ofDate((date) => date.getUTCSeconds()),
  round: ofNumber(roundHalfEven),
  floor: ofNumber(Math.floor),
  ceiling: ofNumber(Math.ceil),
}
