import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMinutes, readFormat } from './duration.ts'

test.each([
  ['PT8H0M0S', 480],
  ['PT0H0M0S', 0],
  ['PT57H8M24S', 3428.4],
  ['PT0H0M1S', 0.016667],
  ['-PT4H0M0S', -240],
  ['PT100.5H', 6030],
  ['P1DT2H', 1560],
  ['P2W', 20160],
  [' PT30M ', 30],
])('%s is %d minutes', (text, minutes) => {
  expect(parseMinutes(text)).toBe(minutes)
})

test.each(['', 'P', 'PT', 'P1DT', '8h', 'PT8', 'P1Y', 'P1M', 'PT1H1H', 'PT-1H', 'PT99999999999H', 'PT1e3H'])(
  '"%s" is no length of time',
  (text) => {
    expect(parseMinutes(text)).toBeUndefined()
  },
)

test('hours, minutes and seconds come back as the minutes they were written from', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(59), fc.nat(59), fc.boolean(), (hours, minutes, seconds, negative) => {
      const total = hours * 60 + minutes + seconds / 60
      const parsed = parseMinutes(`${negative ? '-' : ''}PT${hours}H${minutes}M${seconds}S`)
      expect(parsed).toBeCloseTo(negative ? -total : total, 5)
      expect(Object.is(parsed, -0)).toBe(false)
    }),
  )
})

test('even formats from 4 to 12 are elapsed, 35 more means estimated, 19 and 20 are percent', () => {
  const elapsed = [4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52]
  const percent = [19, 20, 51, 52]
  for (const format of [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 19, 20, 21, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 51, 52, 53,
  ]) {
    expect({ format, ...readFormat(format) }).toEqual({
      format,
      basis: elapsed.includes(format) ? 'elapsed' : 'working',
      percent: percent.includes(format),
      estimated: format >= 35,
    })
  }
  expect(readFormat(undefined)).toEqual({ basis: 'working', percent: false, estimated: false })
})
