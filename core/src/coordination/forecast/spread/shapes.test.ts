import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentsOf, valueAt } from './quantile-table.ts'
import { placedShape, shapeTable } from './shapes.ts'
import { spread as spreadSchema, type Spread } from './spread.ts'

function moments(spread: Spread): { readonly mean: number; readonly deviation: number } {
  const { offset, scale } = placedShape(spread)
  const { mean, deviation } = momentsOf(shapeTable(spread))
  return { mean: offset + scale * mean, deviation: scale * deviation }
}

test('PERT of 2, 4, 12 has the mean 5, and the standard deviation of its beta distribution', () => {
  const { mean, deviation } = moments({ kind: 'pert', low: 2, likely: 4, high: 12 })
  expect(mean).toBeCloseTo(5, 4)
  // alpha 1.8, beta 4.2: variance = 10² · 1.8 · 4.2 / (6² · 7) = 3 (the rule of thumb (high − low) / 6 gives 1.667).
  expect(deviation).toBeCloseTo(Math.sqrt(3), 3)
})

test('a triangle has mean and variance of the closed form', () => {
  const { mean, deviation } = moments({ kind: 'triangular', low: 2, likely: 4, high: 12 })
  expect(mean).toBeCloseTo(6, 4)
  expect(deviation ** 2).toBeCloseTo((4 + 16 + 144 - 8 - 24 - 48) / 18, 3)
})

test('uniform and normal have mean and deviation of the closed form', () => {
  const uniform = moments({ kind: 'uniform', low: 8, high: 12 })
  expect(uniform.mean).toBeCloseTo(10, 10)
  expect(uniform.deviation ** 2).toBeCloseTo(16 / 12, 5)
  const normal = moments({ kind: 'normal', mean: 10, deviation: 2 })
  expect(normal.mean).toBeCloseTo(10, 8)
  expect(normal.deviation).toBeCloseTo(2, 2)
})

test('observed values come back with their mean, within their bounds, a single one as it is', () => {
  const { mean } = moments({ kind: 'samples', values: [1, 1, 2, 5, 1, 3] })
  expect(mean).toBeCloseTo(13 / 6, 2)
  const table = shapeTable({ kind: 'samples', values: [4] })
  expect([valueAt(table, 0.01), valueAt(table, 0.99)]).toEqual([4, 4])
})

test('every shape rises, stays within its bounds and keeps its mean', () => {
  const points = fc
    .tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 0.01, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([low, width, mode]) => ({ low, likely: low + mode * width, high: low + width }))
  fc.assert(
    fc.property(
      points,
      fc.constantFrom('pert' as const, 'triangular' as const),
      ({ low, likely, high }, kind) => {
        const spread: Spread = { kind, low, likely: Math.min(likely, high), high }
        const table = shapeTable(spread)
        for (let at = 1; at < table.length; at += 1)
          expect(table[at]).toBeGreaterThanOrEqual(table[at - 1] ?? 0)
        const { offset, scale } = placedShape(spread)
        expect(offset + scale * (table.at(0) ?? 0)).toBeGreaterThanOrEqual(low - 0.001 * (high - low))
        expect(offset + scale * (table.at(-1) ?? 0)).toBeLessThanOrEqual(high + 0.001 * (high - low))
        const weight = kind === 'pert' ? 4 : 1
        const mean = (low + weight * likely + high) / (weight + 2)
        expect(Math.abs(moments(spread).mean - mean)).toBeLessThan(2e-4 * (high - low))
      },
    ),
    { numRuns: 60 },
  )
})

test('three points out of order are refused with the reason', () => {
  const refused = spreadSchema.safeParse({ kind: 'pert', low: 3, likely: 2, high: 5 })
  expect(refused.error?.issues[0]?.message).toBe('wants low ≤ likely ≤ high')
})
