import { expect, test } from 'vitest'
import type { Spread } from '../spread/spread.ts'
import { sampleRequest, type Sample } from '../test-support/sample-network.ts'
import { compileProgram } from './compile-program.ts'
import { endTime } from './end-finish.ts'
import { sensitivity } from './sensitivity.ts'
import { simulate } from './simulate.ts'

const ITERATIONS = 40_000
const SEED = 2026

function run(sample: Sample, { iterations = ITERATIONS, seed = SEED } = {}) {
  const program = compileProgram(sampleRequest(sample))
  const ends = program.endGroups.length - 1
  const finishes = new Float64Array(iterations * ends)
  const counts = simulate({
    program,
    seed,
    from: 0,
    to: iterations,
    finishes,
    iterations,
    criticalEnds: ends,
  })
  const critical = (node: number): number => (counts[program.node.indexOf(node)] ?? 0) / iterations
  return { program, finishes: finishes.map((finish) => endTime(program, 0, finish)), critical }
}

function moments(values: Float64Array): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance }
}

/** Four standard errors: a right result fails once in 16,000 seeds, and this seed is none of them. */
const errorOf = (variance: number): number => 4 * Math.sqrt(variance / ITERATIONS)

const NORMAL: Spread = { kind: 'normal', mean: 10, deviation: 2 }
const TRIANGLE: Spread = { kind: 'triangular', low: 5, likely: 10, high: 15 }
const UNIFORM: Spread = { kind: 'uniform', low: 8, high: 12 }

test('merge bias: the later of two N(10, 2) is 10 + 2/√π on average', () => {
  const { finishes, critical } = run({ nodes: [{ minutes: NORMAL }, { minutes: NORMAL }] })
  const { mean, variance } = moments(finishes)
  expect(Math.abs(mean - (10 + 2 / Math.sqrt(Math.PI)))).toBeLessThan(errorOf(variance))
  expect(variance).toBeCloseTo(4 * (1 - 1 / Math.PI), 1)
  expect(critical(0) + critical(1)).toBeCloseTo(1, 3)
  expect(critical(0)).toBeCloseTo(0.5, 1)
})

test('a chain of N(10, 2), a triangle of 5, 10, 15 and an even spread of 8 to 12 has mean 30 and variance 9.5', () => {
  const { finishes, critical } = run({
    nodes: [{ minutes: NORMAL }, { minutes: TRIANGLE }, { minutes: UNIFORM }],
    links: [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ],
  })
  const { mean, variance } = moments(finishes)
  expect(Math.abs(mean - 30)).toBeLessThan(errorOf(9.5))
  // The variance of a sample variance is about 2 σ⁴ / n.
  expect(Math.abs(variance - 9.5)).toBeLessThan(4 * 9.5 * Math.sqrt(2 / ITERATIONS))
  expect([0, 1, 2].map(critical)).toEqual([1, 1, 1])
})

test('PERT of 2, 4, 12 has the mean 5', () => {
  const { finishes } = run({ nodes: [{ minutes: { kind: 'pert', low: 2, likely: 4, high: 12 } }] })
  const { mean, variance } = moments(finishes)
  expect(Math.abs(mean - 5)).toBeLessThan(errorOf(variance))
})

test('iterations are the same whatever threads they are divided among, and others with another seed', () => {
  const sample: Sample = {
    nodes: [{ minutes: NORMAL }, { minutes: TRIANGLE }, { minutes: UNIFORM }],
    links: [{ from: 0, to: 2 }],
    risks: [{ probability: 0.3, offset: 5, scale: 0, nodes: [1] }],
  }
  const program = compileProgram(sampleRequest(sample))
  const iterations = 1000
  const shared = { program, iterations, criticalEnds: 1 }
  const whole = new Float64Array(iterations)
  const counts = simulate({ ...shared, seed: 1, from: 0, to: 1000, finishes: whole })
  const parts = new Float64Array(iterations)
  const later = simulate({ ...shared, seed: 1, from: 371, to: 1000, finishes: parts })
  const sooner = simulate({ ...shared, seed: 1, from: 0, to: 371, finishes: parts })
  expect(parts).toEqual(whole)
  expect(counts.map((count, at) => count - (later[at] ?? 0) - (sooner[at] ?? 0))).toEqual(counts.map(() => 0))
  const other = new Float64Array(iterations)
  simulate({ ...shared, seed: 2, from: 0, to: 1000, finishes: other })
  expect(other.filter((value, at) => value === whole[at])).toHaveLength(0)
})

test('a risk lengthens in its share of the iterations, and only what it is on', () => {
  const { finishes } = run({
    nodes: [{ minutes: 10 }, { minutes: 12 }],
    risks: [{ probability: 0.25, offset: 8, scale: 0, nodes: [0] }],
  })
  const delayed = finishes.filter((value) => value === 18).length
  expect(finishes.filter((value) => value === 12).length + delayed).toBe(ITERATIONS)
  expect(Math.abs(delayed / ITERATIONS - 0.25)).toBeLessThan(errorOf(0.25 * 0.75))
})

test('correlated durations add up to a wider spread: the variance of a sum of correlated normals', () => {
  const nodes = Array.from({ length: 4 }, () => ({ minutes: NORMAL }))
  const links = [0, 1, 2].map((from) => ({ from, to: from + 1 }))
  const { finishes } = run({ nodes, links, correlation: 0.5 })
  const { mean, variance } = moments(finishes)
  // 4 variances of 4, and 12 covariances of 0.5 × 4.
  const expected = 4 * 4 + 12 * 0.5 * 4
  expect(Math.abs(mean - 40)).toBeLessThan(errorOf(expected))
  expect(Math.abs(variance - expected)).toBeLessThan(4 * expected * Math.sqrt(2 / ITERATIONS))
})

test('groups of their own are not correlated with each other', () => {
  const nodes = [0, 1].map((group) => ({ minutes: NORMAL, group }))
  const { finishes } = run({ nodes, links: [{ from: 0, to: 1 }], correlation: 0.9 })
  expect(Math.abs(moments(finishes).variance - 8)).toBeLessThan(4 * 8 * Math.sqrt(2 / ITERATIONS))
})

test('sensitivity is the rank correlation with the finish: what is never critical has none', () => {
  const sample: Sample = {
    nodes: [
      { minutes: { kind: 'uniform', low: 100, high: 200 } },
      { minutes: { kind: 'uniform', low: 100, high: 120 } },
      { minutes: { kind: 'uniform', low: 1, high: 50 } },
    ],
    links: [{ from: 0, to: 1 }],
    risks: [{ probability: 0.5, offset: 60, scale: 0, nodes: [1] }],
  }
  const iterations = 4000
  const { program, finishes } = run(sample, { iterations })
  const order = [...finishes.keys()].toSorted((one, other) => (finishes[one] ?? 0) - (finishes[other] ?? 0))
  const ranks = new Float64Array(iterations)
  for (const [rank, at] of order.entries()) ranks[at] = rank - (iterations - 1) / 2
  const found = sensitivity({ program, seed: SEED, ranks: [ranks], against: new Int32Array(4) })
  const of = (node: number): number =>
    found[[...program.drawPosition].findIndex((at) => program.node[at] === node)] ?? Number.NaN
  // Independent summands: the correlation is about deviation ÷ deviation of the whole, √(100² / 12 + 20² / 12 + 30²) = 42.
  expect(of(0)).toBeCloseTo(28.9 / 42, 1)
  expect(of(1)).toBeCloseTo(5.8 / 42, 1)
  expect(Math.abs(of(2))).toBeLessThan(0.06)
  expect(found[3]).toBeCloseTo(30 / 42, 1)
})
