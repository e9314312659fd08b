import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entity } from '../projectdata/entity-type.ts'
import { passes, type Row } from '../odata/evaluate.ts'
import { readQuery } from '../odata/query.ts'

/**
 * An oracle of `$filter` that shares nothing with the engine: conditions are drawn together with what they mean, as a
 * text and as a function. The text goes through the engine, the function is asked directly.
 */
interface Drawn<T> {
  readonly text: string
  /** undefined stands for null. */
  readonly means: (row: Row) => T | undefined
}

const TYPE = entity('Thing', 'Id', {
  required: { guid: 'Id', flag: 'Open' },
  optional: { text: 'Name Note', int: 'Count', decimal: 'Cost', date: 'Start', flag: 'Late' },
})

const guid = fc.constantFrom('00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-00000000000a')
const word = fc.constantFrom('', 'a', 'A', "O'Brien", 'eq', 'a b', '100%', 'ä', '(', "''")
const moment = fc.integer({ min: 0, max: 4 }).map((day) => Date.UTC(2026, 0, 1 + day, 8, 30))
const rows = fc.record({
  Id: guid,
  Open: fc.boolean(),
  Late: fc.option(fc.boolean()),
  Name: fc.option(word),
  Note: fc.option(word),
  Count: fc.option(fc.integer({ min: -3, max: 3 })),
  Cost: fc.option(fc.constantFrom(-1.5, 0, 0.5, 2, 2.25)),
  Start: fc.option(moment),
})

const column = <T>(name: keyof typeof NAMES): Drawn<T> => ({
  text: name,
  // The rows are drawn above with these types.
  means: (row) => (row[name] ?? undefined) as T | undefined,
})
const NAMES = { Id: 0, Open: 0, Late: 0, Name: 0, Note: 0, Count: 0, Cost: 0, Start: 0 } as const

const literal = <T>(text: string, value: T | undefined): Drawn<T> => ({ text, means: () => value })

const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19)

const texts: fc.Arbitrary<Drawn<string>> = fc.letrec<{ text: Drawn<string> }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(column<string>('Name'), column<string>('Note')),
    word.map((value) => literal(`'${value.replaceAll("'", "''")}'`, value)),
    fc
      .tuple(fc.constantFrom('tolower', 'toupper', 'trim'), tie('text'))
      .map(([name, inner]): Drawn<string> => ({
        text: `${name}(${inner.text})`,
        means: (row) => {
          const value = inner.means(row)
          if (value === undefined) return undefined
          return name === 'trim'
            ? value.trim()
            : name === 'tolower'
              ? value.toLowerCase()
              : value.toUpperCase()
        },
      })),
    fc.tuple(tie('text'), tie('text')).map(([left, right]): Drawn<string> => ({
      text: `concat(${left.text},${right.text})`,
      means: (row) => both(left.means(row), right.means(row), (one, other) => one + other),
    })),
  ),
})).text

const both = <A, B, T>(
  one: A | undefined,
  other: B | undefined,
  join: (one: A, other: B) => T,
): T | undefined => (one === undefined || other === undefined ? undefined : join(one, other))

const numbers: fc.Arbitrary<Drawn<number>> = fc.letrec<{ number: Drawn<number> }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(column<number>('Count'), column<number>('Cost')),
    fc.integer({ min: 0, max: 3 }).map((value) => literal(String(value), value)),
    fc.constantFrom(literal('1.5', 1.5), literal('2M', 2), literal('0.25d', 0.25), literal('-2', -2)),
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul'), tie('number'), tie('number'))
      .map(([sign, left, right]): Drawn<number> => ({
        text: `(${left.text} ${sign} ${right.text})`,
        means: (row) =>
          both(left.means(row), right.means(row), (one, other) =>
            sign === 'add' ? one + other : sign === 'sub' ? one - other : one * other,
          ),
      })),
    texts.map((inner): Drawn<number> => ({
      text: `length(${inner.text})`,
      means: (row) => inner.means(row)?.length,
    })),
    fc.constantFrom('year', 'month', 'day', 'hour').map((part): Drawn<number> => ({
      text: `${part}(Start)`,
      means: (row) => {
        const start = row['Start']
        if (typeof start !== 'number') return undefined
        const [year, month, day, hour] = isoOf(start).split(/[-T:]/).map(Number)
        return { year, month, day, hour }[part]
      },
    })),
  ),
})).number

const dates: fc.Arbitrary<Drawn<number>> = fc.oneof(
  fc.constant(column<number>('Start')),
  moment.map((ms) => literal(`datetime'${isoOf(ms)}'`, ms)),
)
const guids: fc.Arbitrary<Drawn<string>> = fc.oneof(
  fc.constant(column<string>('Id')),
  guid.map((id) => literal(`guid'${id.toUpperCase()}'`, id)),
)
const nothing = literal<never>('null', undefined)

/** A comparison: null equals null and nothing else, and is neither greater nor less than anything. */
const compared = <T extends string | number>(
  side: fc.Arbitrary<Drawn<T>>,
  signs: readonly string[],
): fc.Arbitrary<Drawn<boolean>> =>
  fc
    .tuple(
      side,
      fc.constantFrom(...signs),
      fc.oneof({ weight: 5, arbitrary: side }, { weight: 1, arbitrary: fc.constant(nothing) }),
    )
    .map(([left, sign, right]): Drawn<boolean> => ({
      text: `${left.text} ${sign} ${right.text}`,
      means: (row) => {
        const one = left.means(row)
        const other = right.means(row)
        if (sign === 'eq') return one === other
        if (sign === 'ne') return one !== other
        if (one === undefined || other === undefined) return false
        const order = one < other ? -1 : one > other ? 1 : 0
        return { gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[sign]
      },
    }))

const ALL = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']

const conditions: fc.Arbitrary<Drawn<boolean>> = fc.letrec<{ condition: Drawn<boolean> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    compared(texts, ALL),
    compared(numbers, ALL),
    compared(dates, ALL),
    compared(guids, ['eq', 'ne']),
    fc.constantFrom(
      column<boolean>('Open'),
      column<boolean>('Late'),
      literal('true', true),
      literal('false', false),
    ),
    fc
      .tuple(fc.constantFrom('startswith', 'endswith', 'substringof'), texts, texts)
      .map(([name, left, right]): Drawn<boolean> => ({
        text: `${name}(${left.text},${right.text})`,
        means: (row) =>
          both(left.means(row), right.means(row), (one, other) =>
            name === 'startswith'
              ? one.startsWith(other)
              : name === 'endswith'
                ? one.endsWith(other)
                : other.includes(one),
          ),
      })),
    tie('condition').map((inner): Drawn<boolean> => ({
      text: `not (${inner.text})`,
      means: (row) => {
        const value = inner.means(row)
        return value === undefined ? undefined : !value
      },
    })),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'), fc.boolean())
      .map(([sign, left, right, bracket]): Drawn<boolean> => ({
        // Without brackets only where the text means the same: each side is made one thing.
        text: bracket ? `(${left.text}) ${sign}   (${right.text})` : `(${left.text}) ${sign} (${right.text})`,
        means: (row) => {
          const sides = [left.means(row), right.means(row)]
          const decisive = sign === 'or'
          return sides.includes(decisive) ? decisive : sides.includes(undefined) ? undefined : !decisive
        },
      })),
  ),
})).condition

const runs = process.env['PMO_TEST_DEEP'] === '1' ? 20_000 : 1500

test('the engine finds the rows that an oracle finds, for any filter', () => {
  fc.assert(
    fc.property(conditions, fc.array(rows, { minLength: 1, maxLength: 6 }), (condition, table) => {
      const { filter } = readQuery(new URLSearchParams({ $filter: condition.text }), TYPE)
      if (filter === undefined) throw new Error('there is no filter')
      expect(table.filter((row) => passes(filter, row))).toEqual(
        table.filter((row) => condition.means(row) === true),
      )
    }),
    { numRuns: runs },
  )
})

test.each([
  // Comparisons bind tighter than `and`, `and` tighter than `or`, sums tighter than comparisons, products than sums.
  ['Open or Late and false', { Open: true, Late: false }, true],
  ['(Open or Late) and false', { Open: true, Late: false }, false],
  ['Count add 2 mul 3 eq 7', { Count: 1 }, true],
  ['Count sub 1 sub 1 eq 1', { Count: 3 }, true],
  ['Count div 2 eq 1', { Count: 3 }, true],
  ['Count div 2.0 eq 1.5', { Count: 3 }, true],
  ['Count mod 2 eq 1', { Count: 3 }, true],
  ['Count gt 2 eq Open', { Count: 3, Open: true }, true],
  ['-Count eq -3', { Count: 3 }, true],
  ['not Open eq Late', { Open: true, Late: false }, true],
  ['round(Cost) eq 2', { Cost: 2.5 }, true],
  ["indexof(Name,'b') eq 1 and substring(Name,1,1) eq 'b'", { Name: 'abc' }, true],
  ["replace(Name,'a','x') eq 'xbx'", { Name: 'aba' }, true],
  ['floor(Cost) eq 2 and ceiling(Cost) eq 3', { Cost: 2.5 }, true],
])('%s, for %o, is %s', (text, row, expected) => {
  const { filter } = readQuery(new URLSearchParams({ $filter: text }), TYPE)
  expect(filter !== undefined && passes(filter, row)).toBe(expected)
})
