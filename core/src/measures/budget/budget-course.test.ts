import { expect, test } from 'vitest'
import { budgetCourse } from './budget-course.ts'

test('a budget that is red today can be green at the end', () => {
  const budget = [80, 100, 120, 120, 120, 120, 120, 120, 120, 120, 100, 80]
  const cost = [100, 120, 140, 140, 140, 140, 120, 100, 80, 40, 0, 0]
  const course = budgetCourse(
    budget.map((planned, index) => {
      const told = cost[index] ?? 0
      return index < 6 ? { planned, actual: told } : { planned, forecast: told }
    }),
  )
  expect(course).toMatchObject({
    plannedToDate: 660,
    actualToDate: 780,
    varianceToDate: 120,
    plannedTotal: 1320,
    expectedTotal: 1120,
    varianceAtEnd: -200,
    lastCost: 9,
    recovers: 9,
  })
  expect(course.varianceShare).toBeCloseTo(0.182, 3)
  expect(course.linearEstimate).toBeCloseTo(1560, 9)
  expect(course.course.slice(8, 10)).toEqual([60, -20])
})

test('without a forecast nothing is said of the end, and without any plan no share is told', () => {
  expect(budgetCourse([{ planned: 10, actual: 12 }, { planned: 10 }])).toEqual({
    plannedToDate: 10,
    actualToDate: 12,
    varianceToDate: 2,
    varianceShare: 0.2,
    linearEstimate: 24,
    plannedTotal: 20,
    course: [2],
  })
  expect(budgetCourse([{ planned: 0, actual: 5 }])).not.toHaveProperty('varianceShare')
  expect(budgetCourse([])).toMatchObject({ plannedTotal: 0, expectedTotal: 0 })
})
