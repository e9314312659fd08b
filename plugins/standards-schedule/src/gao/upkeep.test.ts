import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { days, type PlanLines } from '../test-support/plan-data.ts'
import { analysis, done, one, many } from '../test-support/plans.ts'

const late = (count: number): PlanLines => ({
  schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-count) } },
})

const network: PlanLines = { tasks: { a: {}, b: {} }, links: ['a>b'] }

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'gao.status-age': [
    { name: 'exactly a month', plan: one({ started: '2027-01-29' }), verdict: 'pass', figure: 31 },
    {
      name: 'a day more',
      plan: one({ started: '2027-01-28' }),
      verdict: 'fail',
      figure: 32,
      says: 'on 2027-01-28, 32 days ago',
    },
    {
      name: 'something was finished since',
      plan: { tasks: { a: { started: '2026-01-28' }, b: { ...done, finished: '2027-02-27T10:00' } } },
      verdict: 'pass',
      figure: 2,
    },
    {
      name: 'something was changed since',
      plan: one({ started: '2026-01-28', updated: '2027-02-28T10:00:00Z' }),
      verdict: 'pass',
      figure: 1,
    },
    {
      name: 'the plan states its status date',
      plan: { ...one({ started: '2026-01-28' }), container: { statusDate: '2027-02-26' } },
      verdict: 'pass',
      figure: 3,
    },
    {
      name: 'what lies ahead tells nothing',
      plan: one({ started: '2027-01-28', updated: '2027-03-02T10:00:00Z' }),
      verdict: 'fail',
      figure: 32,
    },
    {
      name: 'today does',
      plan: one({ started: '2027-01-28', updated: '2027-03-01T23:00:00Z' }),
      verdict: 'pass',
      figure: 0,
    },
    {
      name: 'begun by its status, nobody knows when',
      plan: one({ statusCategory: 'in_progress' }),
      verdict: 'unknown',
    },
    { name: 'one done, one not, nobody knows when', plan: { tasks: { a: done, b: {} } }, verdict: 'unknown' },
    { name: 'not begun', plan: one({ updated: '2020-01-01T00:00:00Z' }), verdict: 'not_applicable' },
    { name: 'all done', plan: one({ ...done, finished: '2020-01-01' }), verdict: 'not_applicable' },
  ],
  'gao.baseline': [
    {
      name: 'exactly 95 %',
      plan: many(20, (at) => (at === 0 ? {} : { baseline: { finish: '2027-04-01' } })),
      verdict: 'pass',
      figure: 0.95,
    },
    {
      name: 'just below',
      plan: many(19, (at) => (at === 0 ? {} : { baseline: { finish: '2027-04-01' } })),
      verdict: 'fail',
      figure: [18, 19],
      cites: ['t01'],
    },
    {
      name: 'without a finish',
      plan: one({ baseline: { start: '2027-04-01' } }),
      verdict: 'fail',
      figure: [0, 1],
    },
    {
      name: 'captured by the PMO',
      plan: { ...one({}), ...late(0) },
      verdict: 'pass',
      cites: ['schedule.promised'],
      says: 'finishes on 2027-06-01',
    },
    {
      name: 'committed is not baselined',
      plan: { ...one({}), schedule: { promised: { finish: '2027-06-01', by: 'commitment', float: 0 } } },
      verdict: 'fail',
    },
    {
      name: 'half of it in the tracker',
      plan: { ...many(2, (at) => (at === 0 ? {} : { baseline: { finish: '2027-04-01' } })), ...late(0) },
      verdict: 'fail',
      figure: 0.5,
    },
    { name: 'no tasks', plan: late(0), verdict: 'not_applicable' },
  ],
  'gao.finish-variance': [
    { name: 'exactly ten days', plan: late(10), verdict: 'pass', figure: 10, cites: ['schedule.promised'] },
    {
      name: 'a minute more',
      plan: { schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-10) - 1 } } },
      verdict: 'fail',
    },
    { name: 'ahead', plan: late(-5), verdict: 'pass', figure: -5 },
    { name: 'nothing promised', plan: {}, verdict: 'unknown' },
  ],
  'gao.risk-analysis': [
    { name: 'none', plan: { ...network, governance: {} }, verdict: 'fail', figure: 0 },
    {
      name: 'approved and new',
      plan: { ...network, governance: { artefacts: [analysis] } },
      verdict: 'pass',
      figure: 1,
      cites: ['a1.updated'],
    },
    {
      name: 'a draft',
      plan: { ...network, governance: { artefacts: [{ ...analysis, state: 'draft' }] } },
      verdict: 'fail',
      figure: 0,
      says: '0 of 1 analyses',
    },
    {
      name: 'something else',
      plan: { ...network, governance: { artefacts: [{ ...analysis, kind: 'risk-log' }] } },
      verdict: 'fail',
      says: '0 of 0',
    },
    {
      name: 'exactly so old as may be',
      plan: { ...network, governance: { artefacts: [analysis] } },
      params: { days: 28 },
      verdict: 'pass',
    },
    {
      name: 'a day older',
      plan: { ...network, governance: { artefacts: [analysis] } },
      params: { days: 27 },
      verdict: 'fail',
    },
    {
      name: 'an old one of a board',
      plan: { ...one({}), governance: { artefacts: [analysis] } },
      params: { days: 27 },
      verdict: 'fail',
    },
    {
      name: 'a board',
      plan: { ...many(5, () => ({})), links: ['t01>t02'], governance: {} },
      verdict: 'not_applicable',
      says: '2 of 5 incomplete tasks are linked (40 %)',
    },
    {
      name: 'exactly half is linked',
      plan: { ...many(4, () => ({})), links: ['t01>t02'], governance: {} },
      verdict: 'fail',
    },
    {
      name: 'what belongs to a milestone is not linked by it',
      plan: { ...one({}), links: [{ link: 'a>m', origin: 'milestone' }], governance: {} },
      verdict: 'not_applicable',
    },
    {
      name: 'another share',
      plan: { ...many(4, () => ({})), links: ['t01>t02'], governance: {} },
      params: { linked: 0.6 },
      verdict: 'not_applicable',
    },
    { name: 'nothing is left', plan: { ...one(done), governance: {} }, verdict: 'not_applicable' },
    {
      name: 'links are not told',
      plan: { ...one({}), schedule: { links: undefined }, governance: {} },
      verdict: 'unknown',
    },
    { name: 'nothing was read', plan: network, verdict: 'unknown' },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
