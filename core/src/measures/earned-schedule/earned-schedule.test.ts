import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earnedSchedule } from './earned-schedule.ts'

const PLAN = [10_000, 20_000, 40_000, 70_000, 100_000]

test('tells how much of the schedule is earned', () => {
  const figures = earnedSchedule({ planned: PLAN, earned: 35_000, time: 3 })
  expect(figures).toMatchObject({
    whole: 2,
    part: 0.75,
    earnedSchedule: 2.75,
    variance: -0.25,
    toComplete: 1.125,
  })
  expect(figures?.index).toBeCloseTo(0.916667, 6)
  expect(figures?.estimate).toBeCloseTo(5.454545, 6)
})

test('time goes on after the plan, what is earned does not', () => {
  const late = earnedSchedule({ planned: PLAN, earned: 100_000, time: 8, factor: 0.5 })
  expect(late).toMatchObject({
    earnedSchedule: 5,
    variance: -3,
    index: 0.625,
    estimate: 8,
    estimateByFactor: 8,
  })
  expect(late).not.toHaveProperty('toComplete')
  expect(earnedSchedule({ planned: PLAN, earned: 70_000, time: 5 })).not.toHaveProperty('toComplete')
  expect(earnedSchedule({ planned: PLAN, earned: 70_000, time: 5, duration: 6 })?.toComplete).toBe(1)
})

test('on the border of a period the whole period is earned', () => {
  expect(earnedSchedule({ planned: PLAN, earned: 40_000, time: 3 })).toMatchObject({ whole: 3, part: 0 })
  expect(earnedSchedule({ planned: [0.1, 0.30000000000000004], earned: 0.3, time: 2 })?.whole).toBe(2)
})

test('nothing earned or no time is no index, and an empty plan has nothing to earn', () => {
  expect(earnedSchedule({ planned: PLAN, earned: 0, time: 2 })).not.toHaveProperty('estimate')
  expect(earnedSchedule({ planned: PLAN, earned: 10, time: 0 })).not.toHaveProperty('index')
  expect(earnedSchedule({ planned: [], earned: 0, time: 1 })).toBeUndefined()
  expect(earnedSchedule({ planned: [0, 0], earned: 0, time: 1 })).toBeUndefined()
})

test('what was planned by a time is earned at that time, and more is never earned earlier', () => {
  const plan = fc
    .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 })
    .map((steps) => steps.map((_, index) => steps.slice(0, index + 1).reduce((a, b) => a + b, 0)))
  fc.assert(
    fc.property(plan, fc.double({ min: 0, max: 1.5, noNaN: true }), fc.nat(40), (planned, share, time) => {
      const budget = planned.at(-1) ?? 0
      const earned = Math.min(budget, share * budget)
      const figures = earnedSchedule({ planned, earned, time })
      const schedule = figures?.earnedSchedule ?? NaN
      expect(schedule).toBeLessThanOrEqual(planned.length)
      const [before, next] = [planned[Math.floor(schedule) - 1] ?? 0, planned[Math.floor(schedule)] ?? budget]
      expect(before + (next - before) * (schedule % 1)).toBeCloseTo(earned, 4)
      const more = earnedSchedule({ planned, earned: Math.min(budget, earned + 1), time })
      expect(more?.earnedSchedule ?? NaN).toBeGreaterThanOrEqual(schedule)
    }),
  )
})
