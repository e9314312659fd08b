import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earnedValueFigures, estimateAtCompletion } from './earned-value.ts'

const value = (planned: number, earned: number, actual: number, budget: number) => ({
  planned,
  earned,
  actual,
  budget,
})

test('tells the fence of four sides as the exercise does, without rounding the index before', () => {
  const figures = earnedValueFigures(value(3000, 2500, 2800, 4000))
  expect(figures).toMatchObject({ costVariance: -300, scheduleVariance: -500, toCompleteBudget: 1.25 })
  expect(figures.costIndex).toBeCloseTo(0.892857, 6)
  expect(figures.scheduleIndex).toBeCloseTo(0.833333, 6)
  expect(figures.estimateAtCompletion).toBeCloseTo(4480, 9)
  expect(figures.estimateToComplete).toBeCloseTo(1680, 9)
  expect(figures.varianceAtCompletion).toBeCloseTo(-480, 9)
})

test('tells one task with an hour to go by its own estimate of the rest', () => {
  const figures = earnedValueFigures(value(800, 800 * (11 / 12), 1100, 800), {
    method: 'bottom_up',
    left: 100,
  })
  expect(figures.estimateAtCompletion).toBe(1200)
  expect(figures.shareComplete).toBeCloseTo(0.9167, 4)
  expect(figures.scheduleVariance).toBeCloseTo(-66.67, 2)
  expect(figures.scheduleIndex).toBeCloseTo(0.9167, 4)
  expect(figures.costVariance).toBeCloseTo(-366.67, 2)
  expect(figures.costIndex).toBeCloseTo(0.6667, 4)
  expect(figures.varianceAtCompletion).toBe(-400)
})

test('tells a plan over five periods in its third', () => {
  const figures = earnedValueFigures(value(40_000, 35_000, 36_000, 100_000))
  expect(figures).toMatchObject({ scheduleVariance: -5000, costVariance: -1000, scheduleIndex: 0.875 })
  expect(figures.costIndex).toBeCloseTo(0.9722222, 7)
})

test('estimates at completion in four ways', () => {
  // CPI 0.8, SPI 0.9: EV 36,000 of PV 40,000 for AC 45,000; the combined one with the AC of the source.
  expect(estimateAtCompletion(value(40_000, 36_000, 45_000, 100_000), 'typical')).toBeCloseTo(125_000, 6)
  expect(estimateAtCompletion(value(40_000, 35_000, 63_000, 100_000), 'atypical')).toBe(128_000)
  const combined = estimateAtCompletion(value(35_000 / 0.9, 35_000, 35_000 / 0.8, 100_000), 'combined')
  expect(combined).toBeCloseTo(35_000 / 0.8 + 65_000 / 0.72, 6)
  expect(63_000 + 65_000 / (0.8 * 0.9)).toBeCloseTo(153_277.78, 2)
  expect(estimateAtCompletion(value(0, 0, 500, 1000), 'bottom_up', 700)).toBe(1200)
  expect(earnedValueFigures(value(1, 35_000, 40_000, 100_000)).toCompleteBudget).toBeCloseTo(1.083333, 6)
  expect(
    earnedValueFigures(value(1, 35_000, 40_000, 100_000), { method: 'bottom_up', left: 80_000 })
      .toCompleteEstimate,
  ).toBe(0.8125)
  const spent = earnedValueFigures(value(40_000, 35_000, 35_000 / 0.8, 100_000))
  expect(spent.estimateToComplete).toBeCloseTo(81_250, 6)
})

test.each([
  ['half a year', value(55_000, 50_000, 45_000, 100_000), 0.90909, 1.11111, 90_000],
  ['the board', value(1.5e6, 1.5e6, 1.8e6, 5e6), 1, 0.83333, 6e6],
  ['the road', value(0.5, 0.5, 0.75, 1), 1, 0.66667, 1.5],
])('tells %s', (_, given, scheduleIndex, costIndex, estimate) => {
  const figures = earnedValueFigures(given)
  expect(figures.scheduleIndex).toBeCloseTo(scheduleIndex, 5)
  expect(figures.costIndex).toBeCloseTo(costIndex, 5)
  expect(figures.estimateAtCompletion).toBeCloseTo(estimate, 5)
})

test('leaves out what divides by zero: it is undefined, not infinite', () => {
  expect(earnedValueFigures(value(0, 0, 0, 0))).toEqual({ costVariance: 0, scheduleVariance: 0 })
  const unspent = earnedValueFigures(value(10, 10, 0, 100))
  expect(unspent).not.toHaveProperty('costIndex')
  expect(unspent).not.toHaveProperty('estimateAtCompletion')
  expect(earnedValueFigures(value(10, 0, 50, 100))).not.toHaveProperty('estimateAtCompletion')
  expect(earnedValueFigures(value(10, 50, 100, 100))).not.toHaveProperty('toCompleteBudget')
  expect(earnedValueFigures(value(10, 100, 80, 100))).not.toHaveProperty('toCompleteEstimate')
})

test('gives finite figures alone, and figures that hold together', () => {
  const amount = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true }))
  fc.assert(
    fc.property(amount, amount, amount, amount, (planned, earned, actual, budget) => {
      const figures = earnedValueFigures(value(planned, earned, actual, budget))
      for (const one of Object.values(figures)) expect(one).toSatisfy(Number.isFinite)
      const { estimateAtCompletion: estimate, estimateToComplete: rest } = figures
      const whole = rest === undefined ? undefined : actual + rest
      expect(Math.abs((whole ?? 0) - (estimate ?? 0))).toBeLessThanOrEqual(
        1e-9 * (estimate ?? 0) + 1e-9 * actual,
      )
    }),
    { numRuns: 200 },
  )
})
