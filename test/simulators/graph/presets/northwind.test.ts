import { expect, test } from 'vitest'
import { GraphSimulator } from '../index.ts'
import { northwindTenant } from './northwind.ts'

const NOW = '2026-03-02T09:00:00Z'
const told = () => new GraphSimulator(northwindTenant({ now: NOW })).world

test('tells the launch in two plans, and the same for the same present', () => {
  const tasks = [...told().tasks.values()]
  expect(tasks.length).toBeGreaterThan(110)
  expect(JSON.stringify([...told().tasks.values()])).toBe(JSON.stringify(tasks))
})

test('work of the past is mostly done, some of it is late, and the rest is planned', () => {
  const tasks = [...told().tasks.values()]
  const late = tasks.filter(
    ({ dueDateTime, percentComplete }) => (dueDateTime ?? '') < NOW && percentComplete < 100,
  )
  expect(late.length).toBeGreaterThan(3)
  expect(tasks.filter(({ percentComplete }) => percentComplete === 100).length).toBeGreaterThan(late.length)
  expect(tasks.filter(({ percentComplete }) => percentComplete === 0).length).toBeGreaterThan(10)
})

test('tasks point to the work in other tools that they wait for', () => {
  const addresses = [...told().tasks.values()].flatMap(({ details }) => [...details.references.keys()])
  expect(addresses).toHaveLength(3)
})
