import { expect, test } from 'vitest'
import { capacityViewOf, loadOf, tooMuchByPerson } from './capacity-view.ts'

test('an address says what is shown, and what it says otherwise is passed over', () => {
  expect(capacityViewOf({ tab: 'overloads', by: 'unit', period: 'month', months: '6', least: '4' })).toEqual({
    tab: 'overloads',
    by: 'unit',
    period: 'month',
    months: 6,
    least: 4,
  })
  expect(capacityViewOf({ tab: 'toString', by: 'nobody', period: 'day', months: 'many', least: 1 })).toEqual({
    tab: 'load',
    by: 'person',
    period: 'week',
    months: 3,
    least: 3,
  })
})

test('load is demand over capacity, at the borders too', () => {
  expect(loadOf({ capacity: 2400, stated: 2040, assumed: 0 })).toEqual({ share: 0.85, level: 'half' })
  expect(loadOf({ capacity: 2400, stated: 2000, assumed: 400 })).toEqual({ share: 1, level: 'full' })
  expect(loadOf({ capacity: 2400, stated: 2401, assumed: 0 }).level).toBe('over')
})

test('work without capacity is never told as a share', () => {
  expect(loadOf({ stated: 60, assumed: 0 })).toEqual({ level: 'unknown' })
  expect(loadOf({ capacity: 0, stated: 60, assumed: 0 })).toEqual({ level: 'over' })
  expect(loadOf({ capacity: 0, stated: 0, assumed: 0 })).toEqual({ level: 'none' })
})

test('what is too much adds up by person', () => {
  const people = tooMuchByPerson([
    { person: 'mara', over: 60 },
    { person: 'tim', over: 900 },
    { person: 'mara', over: 30 },
  ])
  expect([...people]).toEqual([
    ['mara', { periods: 2, over: 90 }],
    ['tim', { periods: 1, over: 900 }],
  ])
})
