import { contributionsOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'

const thresholds = {
  // Flow: common practice is two weeks in progress, a quarter in the queue, five days blocked, two or three
  // items a person; an age is compared with the P85 of twenty and more.
  'agile.aging': { percentile: 'p85', samples: 20 },
  'agile.stale': { inProgressDays: 14, waitingDays: 90 },
  'agile.blocked': { days: 5 },
  'agile.reopened': { share: 0.1 },
  'agile.overdue': { days: 0 },
  'agile.wip-per-person': { limit: 3 },
  'agile.wip-per-column': { otherwise: 10 },
  // Breakdown: an epic lasts two quarters at most.
  'agile.epic-objective': { characters: 40 },
  'agile.old-epic': { days: 183 },
  'agile.parent-left-open': { days: 2 },
  // Sprints and delivery: a fifth may spill over or be added.
  'agile.spill-over': { share: 0.2, days: 42 },
  'agile.scope-change': { share: 0.2, days: 42 },
  'agile.milestone-past-due': { days: 0 },
  'agile.closed-without-pull-request': { days: 28, share: 0.5 },
  'agile.bug-share': { share: 0.3 },
}

const stated = contributionsOf(plugin, 'check').map(({ id, params }) => {
  const numbers = Object.entries(params?.parse({}) ?? {}).filter(
    ([, value]) => typeof value === 'number' || value === 'p85' || value === 'p50',
  )
  return [id, Object.fromEntries(numbers)] as const
})

test('every number that holds where a house has set none is the one of its source', () => {
  expect(Object.fromEntries(stated.filter(([, numbers]) => Object.keys(numbers).length > 0))).toEqual(
    thresholds,
  )
})
