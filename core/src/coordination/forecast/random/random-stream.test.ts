import { expect, test } from 'vitest'
import { RandomStream } from './random-stream.ts'

function numbers(stream: RandomStream, count: number): Float64Array {
  const into = new Float64Array(count)
  stream.next(into, count)
  return into
}

test('the generator gives the published numbers of xoshiro128++', () => {
  const stream = new RandomStream()
  stream.restore([1, 2, 3, 4])
  const words = [...numbers(stream, 10)].map((value) => value * 2 ** 32 - 0.5)
  expect(words).toEqual([
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
  ])
})

test('an iteration has the same numbers however they are asked for, and no other iteration has them', () => {
  const stream = new RandomStream()
  stream.begin(7, 3)
  const whole = numbers(stream, 20)
  stream.begin(7, 4)
  const other = numbers(stream, 20)
  stream.begin(7, 3)
  expect([...numbers(stream, 8), ...numbers(stream, 12)]).toEqual([...whole])
  expect(whole.filter((value, at) => value === other[at])).toHaveLength(0)
})

test('first numbers of many iterations and seeds are all different and equally distributed', () => {
  const stream = new RandomStream()
  const cells = new Float64Array(100)
  const seen = new Set<number>()
  const iterations = 20_000
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    stream.begin(iteration % 2, iteration >> 1)
    const [first = 0, second = 0] = numbers(stream, 2)
    const cell = Math.floor(first * 10) * 10 + Math.floor(second * 10)
    cells[cell] = (cells[cell] ?? 0) + 1
    seen.add(first)
  }
  expect(seen.size).toBe(iterations)
  const expected = iterations / 100
  const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99.99 % of chi-square with 99 degrees of freedom lie below 161.
  expect(chiSquare).toBeLessThan(161)
})
