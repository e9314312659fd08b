import { expect, test } from 'vitest'
import { forecastThroughput, MOST_WEEKS, weeksAt } from './throughput-forecast.ts'
import { weeklyThroughput } from './weekly-throughput.ts'

const iterations = 40_000
const asked = { byWeeks: [], seed: 11, iterations }

test('two items at a coin a week: the exact chances 1/4, 1/2, 11/16, 13/16, 57/64 after 2 to 6 weeks', () => {
  const forecast = forecastThroughput({ ...asked, weeks: [0, 1], items: 2 })
  const exact = [0, 0, 0.25, 0.5, 0.6875, 0.8125, 0.890625]
  for (const [week, chance] of exact.entries()) {
    const found = (forecast.doneWithin[week] ?? 0) / iterations
    expect(Math.abs(found - chance)).toBeLessThanOrEqual(4 * Math.sqrt((chance * (1 - chance)) / iterations))
  }
  expect(weeksAt(forecast, 0.85, iterations)).toBe(6)
  // After three weeks the exact chance is 50 %: sampling decides between 3 and 4.
  expect([3, 4]).toContain(weeksAt(forecast, 0.5, iterations))
  expect(weeksAt(forecast, 0.49, iterations)).toBe(3)
})

test('a team that always finishes three a week is done when it is, whatever the seed', () => {
  const forecast = forecastThroughput({
    ...asked,
    weeks: [3, 3, 3],
    items: 10,
    byWeeks: [0, 2, 50],
    iterations: 100,
  })
  expect(forecast.doneWithin).toEqual([0, 0, 0, 0, 100])
  expect(forecast.itemsBy).toEqual([
    { p50: 0, p85: 0, p95: 0 },
    { p50: 6, p85: 6, p95: 6 },
    { p50: 150, p85: 150, p95: 150 },
  ])
})

test('the more certain the answer is to be, the fewer items: quantiles of a binomial', () => {
  const { itemsBy } = forecastThroughput({ ...asked, weeks: [0, 1], items: 100, byWeeks: [10] })
  // Binomial (10, ½): P(≥ 5) = 62 %, P(≥ 4) = 83 %, P(≥ 3) = 95 %, P(≥ 2) = 99 %.
  expect(itemsBy[0]?.p50).toBe(5)
  expect(itemsBy[0]?.p85).toBe(3)
  expect([2, 3]).toContain(itemsBy[0]?.p95)
})

test('a team that never finished anything is never done, and no loop waits for it', () => {
  const forecast = forecastThroughput({ ...asked, weeks: [0, 0], items: 1, iterations: 10 })
  expect(weeksAt(forecast, 0.5, 10)).toBeUndefined()
  expect(forecast.doneWithin).toHaveLength(MOST_WEEKS + 1)
  expect(weeksAt(forecastThroughput({ ...asked, weeks: [], items: 0, iterations: 10 }), 0.95, 10)).toBe(0)
})

test('a backlog beyond ten years is said to be beyond, not to be done', () => {
  const forecast = forecastThroughput({ ...asked, weeks: [1], items: MOST_WEEKS + 1, iterations: 5 })
  expect(weeksAt(forecast, 0.5, 5)).toBeUndefined()
})

test('the same seed gives the same forecast', () => {
  const request = { ...asked, weeks: [0, 1, 4, 2], items: 30, byWeeks: [4], iterations: 500 }
  expect(forecastThroughput(request)).toEqual(forecastThroughput(request))
  expect(forecastThroughput(request)).not.toEqual(forecastThroughput({ ...request, seed: 12 }))
})

test('weeks are counted back from now, none before the first finish, empty ones in between as empty', () => {
  const day = 1440
  const now = 1000 * day
  const finishes = [now - day, now - 2 * day, now - 22 * day, now - 400 * day, now + day]
  expect(weeklyThroughput(finishes, { now, most: 26 }).weeks).toEqual([1, 0, 0, 2])
  expect(weeklyThroughput([], { now, most: 26 }).weeks).toEqual([])
  expect(weeklyThroughput([now - 7 * day], { now, most: 2 }).weeks).toEqual([1, 0])
})
