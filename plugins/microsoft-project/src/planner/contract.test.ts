import { describePlugin } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../index.ts'
import { contract } from './contract.ts'

const replyOf = (path: string) => contract.find((endpoint) => endpoint.path === path)?.reply

test('the contract can be told as data, and says which store an endpoint belongs to', () => {
  const told = JSON.stringify(describePlugin(plugin))
  expect(told).toContain('/v1.0/planner/plans/{id}/tasks')
  expect(told).toContain('connected: Planner (Microsoft Graph)')
})

test('a task with less or more than we know keeps the contract; one with another type does not', () => {
  const tasks = replyOf('/v1.0/planner/plans/{id}/tasks')
  const task = { '@odata.etag': 'W/"x"', id: 'T1', title: 'A task', percentComplete: 50 }
  const reply = (one: object): unknown => ({ '@odata.context': 'x', value: [one] })
  expect(tasks?.safeParse(reply(task)).success).toBe(true)
  expect(tasks?.safeParse(reply({ ...task, brandNew: { nested: 1 } })).success).toBe(true)
  expect(tasks?.safeParse(reply({ ...task, percentComplete: '50' })).success).toBe(false)
  expect(tasks?.safeParse(reply({ ...task, id: 7 })).success).toBe(false)
  expect(tasks?.safeParse([task]).success).toBe(false)
})

test('people and entries that a tenant names are no keys of the description', () => {
  const details = replyOf('/v1.0/planner/tasks/{id}/details')
  const checklist = { 'a-b-c': { title: 'Book the room' } }
  expect(details?.safeParse({ id: 'T1', checklist, references: {} }).success).toBe(true)
  expect(details?.safeParse({ id: 'T1', checklist: ['Book the room'] }).success).toBe(false)
})
