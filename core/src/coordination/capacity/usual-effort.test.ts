import { expect, test } from 'vitest'
import type { NetworkNode } from '../network/index.ts'
import { usualEffort } from './usual-effort.ts'

function node(over: Partial<NetworkNode>): NetworkNode {
  return {
    kind: 'workItem',
    connection: 'c',
    ref: '1',
    title: 'T',
    type: 'bug',
    statusCategory: 'done',
    assignees: [],
    stated: {},
    scheduling: 'tracker',
    assumptions: [],
    ...over,
  }
}

const done = (minutes: readonly number[], over: Partial<NetworkNode> = {}) =>
  minutes.map((planned) => node({ work: { planned }, ...over }))

const breathe = () => undefined

test('is the median of the nearest class with enough finished items', async () => {
  const nodes = [
    ...done([60, 60, 120, 180, 9000], { project: 'web' }),
    ...done([600, 600, 600, 600], { project: 'app' }),
    ...done([10, 20, 30, 40, 50], { type: 'story' }),
  ]
  const usual = await usualEffort(nodes, breathe)
  expect(usual(node({ project: 'web' }))).toEqual({ minutes: 120, of: 'project-and-type', samples: 5 })
  expect(usual(node({ project: 'app' }))).toEqual({ minutes: 600, of: 'type', samples: 9 })
  expect(usual(node({ project: 'app', type: 'task' }))).toMatchObject({ minutes: 90, of: 'all', samples: 14 })
})

test('counts what was booked before what was estimated, and leaves out what has neither, sums up, or is open', async () => {
  const nodes = [
    ...done([1, 1, 1, 1, 1]).map((one) => ({ ...one, work: { planned: 1, spent: 480 } })),
    ...done([0, 0, 0]),
    ...done([5000, 5000, 5000], { scheduling: 'summary' }),
    ...done([5000, 5000, 5000], { statusCategory: 'todo' }),
  ]
  const usual = await usualEffort(nodes, breathe)
  expect(usual(node({}))).toMatchObject({ minutes: 480, samples: 5 })
})

test('is not known from less than five', async () => {
  const usual = await usualEffort(done([60, 60, 60, 60]), breathe)
  expect(usual(node({}))).toBeUndefined()
})
