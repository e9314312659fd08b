import { contributionsOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'

const thresholds = {
  // No standard states a number for these: they are what the README of the pack promises.
  'data.elements-understood': { allowed: 0 },
  'data.items-unchanged': { share: 0.05 },
  'data.removals-decided': { allowed: 0 },
  'data.statuses-mapped': { allowed: 0 },
  'data.fields-filled': {
    assignees: 0.9,
    started: 0.8,
    finished: 0.95,
    estimate: 0.7,
    due: 0.5,
    others: 0.5,
  },
  'data.people-known': { share: 0.9 },
  'data.people-distinct': { allowed: 0 },
  'data.items-claimed': { share: 0.05 },
  'data.claims-unique': { allowed: 0 },
}

const stated = contributionsOf(plugin, 'check').map(({ id, params }) => {
  const numbers = Object.entries(params?.parse({}) ?? {}).filter(([, value]) => typeof value === 'number')
  return [id, Object.fromEntries(numbers)] as const
})

test('every number that holds where a house has set none is the one of its source', () => {
  expect(Object.fromEntries(stated.filter(([, numbers]) => Object.keys(numbers).length > 0))).toEqual(
    thresholds,
  )
})
