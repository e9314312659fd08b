import { expect, test } from 'vitest'
import { capacityViewOf, loadOf, wantedPeople } from './capacity-view.ts'

test('an address says what is shown, and what it says otherwise is passed over', () => {
  expect(capacityViewOf({ tab: 'overloads', by: 'unit', period: 'month', months: '6' })).toEqual({
    tab: 'overloads',
    by: 'unit',
    period: 'month',
    months: 6,
  })
  expect(capacityViewOf({ tab: 'toString', by: 'nobody', period: 'day', months: 'many' })).toEqual({
    tab: 'load',
    by: 'person',
    period: 'week',
    months: 3,
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

test('people are wanted by the projects of all their periods, and only by more than one', () => {
  const one = { person: 'mara', name: 'Mara', over: 60, projects: [{ name: 'A' }, { name: 'B' }] }
  const other = { person: 'mara', name: 'Mara', over: 30, projects: [{ name: 'B' }, { name: 'C' }] }
  const alone = { person: 'tim', name: 'Tim', over: 900, projects: [{ name: 'A' }] }
  expect(wantedPeople([alone, one, other])).toEqual([
    { person: 'mara', name: 'Mara', head: undefined, projects: ['A', 'B', 'C'], periods: 2, over: 90 },
  ])
})
