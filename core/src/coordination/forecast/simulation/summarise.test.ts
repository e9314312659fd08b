import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleRequest } from '../test-support/sample-network.ts'
import { compileProgram } from './compile-program.ts'
import { centredRanks, summarise } from './summarise.ts'

const DAY = 1440
const program = compileProgram(sampleRequest({ nodes: [{ minutes: 10 }] }))
const ORIGIN = 4320

/** Finishes as a simulation of one end in elapsed time writes them. */
function summaryOf(times: readonly number[], chancesOf: readonly number[] = []) {
  const finishes = Float64Array.from(times, (time) => time + ORIGIN)
  const chunk = { program, finishes, iterations: times.length, ranksOf: [], ranked: 0 }
  const [end] = summarise({ ...chunk, chancesOf: [chancesOf] }).ends
  if (end === undefined) throw new Error('The end has a node.')
  return end
}

test('a quantile is the smallest simulated finish that so many do not exceed', () => {
  const times = Array.from({ length: 100 }, (_, at) => (100 - at) * DAY)
  const end = summaryOf(times, [50 * DAY, 0, 1000 * DAY])
  expect([end.earliest, end.p10, end.p50, end.p80, end.p90, end.latest].map((time) => time / DAY)).toEqual([
    1, 10, 50, 80, 90, 100,
  ])
  expect(end.chances).toEqual([0.5, 0, 1])
})

test('a histogram counts every iteration once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 }), (times) => {
      const { histogram, earliest, latest } = summaryOf(times)
      expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(times.length)
      expect([earliest, latest]).toEqual([Math.min(...times), Math.max(...times)])
    }),
    { numRuns: 50 },
  )
})

test('ranks of equal values are the middle of theirs, and all ranks add up to nothing', () => {
  expect([...centredRanks(Float64Array.from([5, 1, 5, 9]))]).toEqual([0, -1.5, 0, 1.5])
  expect([...centredRanks(Float64Array.from([3, 3]))]).toEqual([0, 0])
})
