import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLower } from './compare-versions.ts'

test.each([
  ['9', '10'],
  ['18014398509481984', '18014398509481985'],
  ['9.5', '10.25'],
  ['-3', '2'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'],
  ['2026-01-01T00:00:00.1Z', '2026-01-01T00:00:00.12Z'],
  ['2026-01-01T01:30:00+0200', '2026-01-01T00:00:00Z'],
  ['W/"a1"', 'W/"a2"'],
])('%s is older than %s, and not the other way round', (older, newer) => {
  expect([isLower(older, newer), isLower(newer, older)]).toEqual([true, false])
})

test('an absent version is never older, nor is the same instant in another form', () => {
  expect(isLower(undefined, '5')).toBe(false)
  expect(isLower('5', undefined)).toBe(false)
  expect(isLower('2026-01-01T00:00:00Z', '2026-01-01T02:00:00.000+02:00')).toBe(false)
  expect(isLower('2026-01-01T02:00:00.000+02:00', '2026-01-01T00:00:00Z')).toBe(false)
})

test('instants compare by time in whatever precision they are written', () => {
  const at = fc.integer({ min: 0, max: 3000 })
  const write = (ms: number, short: boolean): string => {
    const text = new Date(ms).toISOString()
    return short ? text.replace(/\.?0+Z$/, 'Z').replace(/T(\d\d):(\d\d)Z$/, 'T$1:$2:00Z') : text
  }
  fc.assert(
    fc.property(at, at, fc.boolean(), fc.boolean(), (a, b, x, y) => {
      const [one, other] = [write(a, x && a % 10_000 !== 0), write(b, y && b % 10_000 !== 0)]
      expect(isLower(one, other)).toBe(a < b)
    }),
  )
})
