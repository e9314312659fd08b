import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { done, summary, one, many } from '../test-support/plans.ts'

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'gao.empty-summaries': [
    {
      name: 'nothing below one of two',
      plan: { tasks: { s: summary, t: summary, a: { parent: 't' } } },
      verdict: 'fail',
      figure: [1, 2],
      cites: ['s.summary'],
    },
    {
      name: 'only cancelled work below',
      plan: { tasks: { s: summary, a: { parent: 's', statusCategory: 'cancelled' } } },
      verdict: 'fail',
      figure: [1, 1],
    },
    {
      name: 'something below each',
      plan: { tasks: { s: summary, a: { parent: 's' } } },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'as many as may',
      plan: { tasks: { s: summary, t: summary, a: { parent: 't' } } },
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
    { name: 'no summaries', plan: one({}), verdict: 'not_applicable' },
  ],
  'gao.work-in-breakdown': [
    {
      name: 'one of two stands alone',
      plan: { tasks: { s: summary, a: { parent: 's' }, b: {} } },
      verdict: 'fail',
      figure: [1, 2],
      cites: ['b.parent'],
    },
    {
      name: 'exactly 5 %',
      plan: { tasks: { s: summary, ...many(20, (at) => (at === 0 ? {} : { parent: 's' })).tasks } },
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'it has a code',
      plan: one({ fields: { wbs: '1.2' } }),
      params: { codeField: 'wbs' },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'its code is empty, whatever its labels',
      plan: one({ fields: { wbs: '' }, labels: ['wbs'] }),
      params: { codeField: 'wbs' },
      verdict: 'fail',
      figure: [1, 1],
    },
    { name: 'no breakdown and no code', plan: one({}), verdict: 'not_applicable' },
    {
      name: 'nothing left to do',
      plan: { tasks: { s: summary, a: { parent: 's', ...done } } },
      verdict: 'not_applicable',
    },
  ],
  'gao.milestones': [
    {
      name: 'one is not two',
      plan: { tasks: { a: { isMilestone: true }, b: {} } },
      verdict: 'fail',
      figure: 1,
    },
    {
      name: 'exactly two',
      plan: { tasks: { a: { isMilestone: true }, b: { type: 'milestone' } } },
      verdict: 'pass',
      figure: 2,
    },
    {
      name: 'versions of the tracker count',
      plan: { tasks: { a: { isMilestone: true } }, milestones: 1 },
      verdict: 'pass',
      figure: 2,
    },
    { name: 'fewer are asked for', plan: one({}), params: { count: 0 }, verdict: 'pass', figure: 0 },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
  ],
  'gao.within-summary': [
    {
      name: 'a day later',
      plan: { tasks: { s: { ...summary, due: '2027-04-01' }, a: { parent: 's', due: '2027-04-02' } } },
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.plannedFinish', 'a.due', 's.plannedFinish', 's.due'],
    },
    {
      name: 'the same day',
      plan: { tasks: { s: { ...summary, due: '2027-04-01' }, a: { parent: 's', due: '2027-04-01' } } },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'what is planned comes before what is due',
      plan: {
        tasks: {
          s: { ...summary, plannedFinish: '2027-04-01', due: '2027-05-01' },
          a: { parent: 's', plannedFinish: '2027-04-02', due: '2027-03-01' },
        },
      },
      verdict: 'fail',
    },
    {
      name: 'it is done',
      plan: {
        tasks: { s: { ...summary, due: '2027-04-01' }, a: { parent: 's', due: '2027-04-02', ...done } },
      },
      verdict: 'not_applicable',
    },
    {
      name: 'one of them has no date',
      plan: {
        tasks: {
          s: summary,
          a: { parent: 's', due: '2027-04-02' },
          t: { ...summary, due: '2027-04-01' },
          b: { parent: 't' },
        },
      },
      verdict: 'not_applicable',
    },
    { name: 'nothing above', plan: one({ due: '2027-04-02' }), verdict: 'not_applicable' },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
