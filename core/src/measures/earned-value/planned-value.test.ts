import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayText, plannedAt, plannedCurve, plannedShare } from './planned-value.ts'

/** Monday to Friday; 1970-01-01 was a Thursday. */
const worked = (day: number): number => {
  const since = day + 1 + 3 // days from a Monday to the end of the day
  const weeks = Math.floor(since / 7)
  return 480 * (weeks * 5 + Math.min(5, since - weeks * 7))
}

test('spreads a budget over working time', () => {
  const curve = plannedCurve([{ start: '2026-03-05', finish: '2026-03-10', budget: 400 }], worked)
  const at = (day: string) => (curve === undefined ? NaN : plannedAt(curve, dayNumber(day)))
  expect(['04', '05', '06', '07', '08', '09', '10', '11'].map((day) => at(`2026-03-${day}`))).toEqual([
    0, 100, 200, 200, 200, 300, 400, 400,
  ])
})

test('a package without a start, of one day, or within a weekend is worth its budget at its finish', () => {
  for (const start of [undefined, '2026-03-07', '2026-03-08']) {
    const curve = plannedCurve(
      [{ ...(start !== undefined && { start }), finish: '2026-03-08', budget: 7 }],
      worked,
    )
    expect(curve?.values.at(-1)).toBe(7)
    expect(curve === undefined ? NaN : plannedAt(curve, dayNumber('2026-03-07'))).toBe(0)
  }
})

test('without any finish there is no plan', () => {
  expect(plannedCurve([{ budget: 5 }, { start: '2026-03-01', budget: 1 }], worked)).toBeUndefined()
})

test('is the sum of the shares of its packages on each day, never falls, and ends at the budget', () => {
  const date = fc.integer({ min: 20_500, max: 20_560 }).map(dayText)
  const one = fc.record(
    { start: date, finish: date, budget: fc.integer({ min: 0, max: 10_000 }) },
    { requiredKeys: ['budget'] },
  )
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (packages) => {
      const curve = plannedCurve(packages, worked)
      if (curve === undefined) return
      const budget = packages
        .filter(({ finish }) => finish !== undefined)
        .reduce((sum, { budget: of }) => sum + of, 0)
      expect(curve.values.at(-1)).toBe(budget)
      for (const [index, planned] of curve.values.entries()) {
        const day = curve.first + index
        const sum = packages.reduce(
          (total, each) => total + (plannedShare(each, day, worked) ?? 0) * each.budget,
          0,
        )
        expect(planned).toBeCloseTo(sum, 5)
        expect(planned).toBeGreaterThanOrEqual(curve.values[index - 1] ?? 0)
      }
    }),
    { numRuns: 60 },
  )
})
