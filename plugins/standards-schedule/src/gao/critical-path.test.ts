import { describe, expect, test } from 'vitest'
import { expected, judged, told, type Expected } from '../test-support/judged.ts'
import type { PlanLines } from '../test-support/plan-data.ts'
import { done, one, many } from '../test-support/plans.ts'

const off = { critical: false }

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'gao.critical-path': [
    {
      name: 'from the status date on',
      plan: { tasks: { a: {}, b: { dates: { earlyStart: '2027-04-01' } } }, links: ['a>b'] },
      verdict: 'pass',
      figure: 0,
    },
    {
      name: 'begins after a gap',
      plan: one({ dates: { earlyStart: '2027-03-07' } }),
      verdict: 'fail',
      figure: 1,
      cites: ['a.earlyStart'],
    },
    {
      name: 'begins right after a weekend and a holiday',
      plan: one({ dates: { earlyStart: '2027-03-06' } }),
      verdict: 'pass',
    },
    {
      name: 'has begun',
      plan: one({ started: '2027-02-01', dates: { earlyStart: '2027-03-07' } }),
      verdict: 'pass',
    },
    {
      name: 'has begun by its status',
      plan: one({ statusCategory: 'in_progress', dates: { earlyStart: '2027-03-07' } }),
      verdict: 'pass',
    },
    {
      name: 'a constraint',
      plan: one({ constraint: { kind: 'start_no_earlier_than' } }),
      verdict: 'fail',
      cites: ['a.constraint'],
    },
    {
      name: 'as soon as possible is none',
      plan: one({ constraint: { kind: 'as_soon_as_possible' } }),
      verdict: 'pass',
    },
    { name: 'level of effort', plan: one({ labels: ['loe'] }), verdict: 'fail', cites: ['a.labels'] },
    {
      name: 'a lag',
      plan: { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', lag: { amount: 60, unit: 'working' } }] },
      verdict: 'fail',
      cites: ['b'],
    },
    {
      name: 'a lag of nothing',
      plan: { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', lag: { amount: 0, unit: 'working' } }] },
      verdict: 'pass',
    },
    {
      name: 'a lag beside the path',
      plan: {
        tasks: { a: { dates: off }, b: {} },
        links: [{ link: 'a>b', lag: { amount: 60, unit: 'working' } }],
      },
      verdict: 'pass',
    },
    {
      name: 'held beside the path',
      plan: { tasks: { a: { dates: off, constraint: { kind: 'must_start_on' } }, b: {} } },
      verdict: 'pass',
    },
    {
      name: 'what comes before is not critical',
      plan: { tasks: { a: { dates: off }, b: { dates: { earlyStart: '2027-04-01' } } }, links: ['a>b'] },
      verdict: 'fail',
      says: '1 of 1 critical tasks',
    },
    {
      name: 'milestones are on the path as well',
      plan: one({ isMilestone: true, constraint: { kind: 'must_finish_on' } }),
      verdict: 'fail',
      figure: 1,
    },
    {
      name: 'some have no dates',
      plan: many(5, (at) => ({ dates: at === 0 ? null : {} })),
      verdict: 'pass',
      says: '0 of 4 critical tasks',
    },
    { name: 'nothing critical', plan: one({ dates: off }), verdict: 'not_applicable' },
    { name: 'finished', plan: one(done), verdict: 'not_applicable' },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
    { name: 'assumed durations', plan: one({ dates: { assumed: 'By its points.' } }), verdict: 'unknown' },
  ],
  'sins.critical-path': [
    { name: 'one', plan: { tasks: { a: {}, b: { dates: off } } }, verdict: 'pass', figure: 1 },
    { name: 'none', plan: one({ dates: off }), verdict: 'fail', figure: 0 },
    { name: 'a milestone', plan: one({ isMilestone: true }), verdict: 'pass', figure: 1 },
    {
      name: 'some have no dates',
      plan: many(5, (at) => ({ dates: at === 0 ? null : {} })),
      verdict: 'pass',
      figure: 4,
    },
    { name: 'finished', plan: one(done), verdict: 'not_applicable' },
    { name: 'assumed durations', plan: one({ dates: { assumed: 'By its points.' } }), verdict: 'unknown' },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})

test('level of effort in a custom field holds the critical path as well', () => {
  const plan: PlanLines = one({ fields: { LOE: true } })
  expect(judged('gao.critical-path', plan).verdict).toBe('pass')
  expect(judged('gao.critical-path', plan, { params: { levelOfEffort: ['LOE'] } }).verdict).toBe('fail')
})
