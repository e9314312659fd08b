import { contributionsOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'

const thresholds = {
  // DCMA-EA PAM 200.1, metrics 1 to 14; what may be assumed and how exactly a delay has to arrive are ours.
  'dcma.logic': { share: 0.05 },
  'dcma.leads': { share: 0 },
  'dcma.lags': { share: 0.05 },
  'dcma.relationship-types': { share: 0.9 },
  'dcma.hard-constraints': { share: 0.05 },
  'dcma.high-float': { assumedShare: 0.2, days: 44, share: 0.05 },
  'dcma.negative-float': { assumedShare: 0.2, share: 0 },
  'dcma.high-duration': { assumedShare: 0.2, baseline: 0, days: 44, share: 0.05 },
  'dcma.invalid-dates': { count: 0 },
  'dcma.resources': { assumedShare: 0.2, days: 1, share: 0 },
  'dcma.missed-tasks': { baseline: 0, share: 0.05 },
  'dcma.critical-path-test': { tolerance: 0.01 },
  'dcma.cpli': { least: 0.95 },
  'dcma.bei': { baseline: 0, least: 0.95 },
  // GAO-16-89G names practices rather than numbers: these are common practice.
  'gao.empty-summaries': { share: 0 },
  'gao.work-in-breakdown': { share: 0.05 },
  'gao.milestones': { count: 2 },
  'gao.dangling-tasks': { share: 0.05 },
  'gao.summary-links': { share: 0 },
  'gao.near-term-detail': { assumedShare: 0.2, nearDays: 90, days: 22, share: 0.05 },
  'gao.hand-offs': { days: 0, share: 0, unknownShare: 0.2 },
  'gao.within-summary': { share: 0 },
  'gao.critical-path': { assumedShare: 0.2, gapDays: 5 },
  'gao.reasonable-float': { assumedShare: 0.2, part: 0.5, share: 0.05 },
  'gao.risk-analysis': { days: 180, linked: 0.5 },
  'gao.status-age': { days: 31 },
  'gao.out-of-sequence': { share: 0 },
  'gao.baseline': { baseline: 0, share: 0.95 },
  'gao.finish-variance': { days: 10 },
  // The seven deadly sins: a task is 1 % to 10 % of its project; two to three links a task are many.
  'sins.link-density': { ratio: 3 },
  'sins.critical-path': { assumedShare: 0.2 },
  'sins.task-length': { assumedShare: 0.2, shortest: 0.01, longest: 0.1, share: 0.05 },
  'sins.constraints': { share: 0.05 },
  'sins.over-allocation': { load: 1, share: 0 },
  'sins.max-units': { share: 0 },
  'sins.work-equation': { tolerance: 0.01, share: 0.05 },
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
