import type { Baseline, ScheduleFact, Sourced, WorkItem } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { planData } from '../test-support/plan-data.ts'
import { baselinesOfTasks } from './baselines.ts'
import { statusDateOf } from './status-date.ts'

const { records, facts } = planData({
  tasks: {
    a: { baseline: { finish: '2027-04-01' } },
    b: { baseline: { subject: 'a', finish: '2027-05-01' } },
  },
})
const items = records.filter((one): one is Sourced<WorkItem> => one.kind === 'workItem')
const baselines = records.filter((one): one is Sourced<Baseline> => one.kind === 'baseline')
const [item] = items

test.each([
  ['as they came', baselines],
  ['the other way round', baselines.toReversed()],
] as const)('of two baselines with one number the one with the first ref holds, %s', (_, given) => {
  const found = baselinesOfTasks({ baselines: given, resolve: () => item }, 0)
  expect([...found.values()].map(({ ref, finish }) => [ref, finish])).toEqual([['a/baseline', '2027-04-01']])
})

test('a baseline of what is not there is left out', () => {
  expect(baselinesOfTasks({ baselines, resolve: () => undefined }, 0).size).toBe(0)
})

test('progress of a task whose plan is not there is recorded up to the day of the schedule', () => {
  const [schedule] = facts?.schedule ?? []
  if (schedule === undefined || item === undefined) throw new Error('The plan of this test has both.')
  const named: ScheduleFact = { ...schedule, statusDate: '2027-03-05' }
  expect(statusDateOf({ schedule: named, resolve: () => undefined })({ item })).toBe('2027-03-05')
})
