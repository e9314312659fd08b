import fc from 'fast-check'
import { expect, test } from 'vitest'
import { idIn, momentIn, numberIn, stampIn } from './value.ts'

test('dates of both forms are one local time, and the year 1 is none', () => {
  expect(momentIn({ at: '2026-03-02T08:00:00.123' }, 'at')).toBe('2026-03-02T08:00:00')
  expect(momentIn({ at: `/Date(${Date.UTC(2026, 2, 2, 8)})/` }, 'at')).toBe('2026-03-02T08:00:00')
  expect(momentIn({ at: '0001-01-01T00:00:00' }, 'at')).toBeUndefined()
  expect(momentIn({ at: null }, 'at')).toBeUndefined()
  expect(momentIn({ at: `/Date(${'9'.repeat(30)})/` }, 'at')).toBeUndefined()
})

test('times of change sort as text as they do in time, however many places their fractions have', () => {
  const moment = fc.record({
    ms: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) }),
    short: fc.boolean(),
  })
  const write = ({ ms, short }: { ms: number; short: boolean }): string => {
    const text = new Date(ms).toISOString().slice(0, -1)
    return short ? text.replace(/\.?0+$/, '') : text
  }
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const [left, right] = [one, other].map((each) => stampIn({ at: write(each) }, 'at'))
      expect(Math.sign((left ?? '') < (right ?? '') ? -1 : left === right ? 0 : 1)).toBe(
        Math.sign(one.ms - other.ms),
      )
      expect(stampIn({ at: `/Date(${one.ms})/` }, 'at')).toBe(left)
    }),
  )
})

test('decimals are text, none is not zero, and the zero id is no id', () => {
  expect([numberIn({ a: '8.500000' }, 'a'), numberIn({ a: 0 }, 'a')]).toEqual([8.5, 0])
  expect([numberIn({ a: null }, 'a'), numberIn({ a: '' }, 'a'), numberIn({ a: 'x' }, 'a')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(idIn({ Id: '00000000-0000-0000-0000-000000000000' }, 'Id')).toBeUndefined()
  expect(idIn({ Id: 'ABCDEF00-0000-4000-8000-000000000000' }, 'Id')).toBe(
    'abcdef00-0000-4000-8000-000000000000',
  )
})
