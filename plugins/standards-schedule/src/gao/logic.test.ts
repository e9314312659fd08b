import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { taskKey, type LinkLine, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'
import { done, summary, one, many } from '../test-support/plans.ts'

const between = (before: LinkLine['type'], after: LinkLine['type']): PlanLines => ({
  tasks: { a: done, b: {}, c: done },
  links: [
    { link: 'a>b', type: before ?? 'FS' },
    { link: 'b>c', type: after ?? 'FS' },
  ],
})

const gone = (type: LinkLine['type'], a: TaskLine, b: TaskLine, more: Partial<LinkLine> = {}): PlanLines => ({
  tasks: { a, b },
  links: [{ link: 'a>b', type: type ?? 'FS', ...more }],
})

const day = (count: number): string => `2027-02-${String(count).padStart(2, '0')}`

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'gao.cycles': [
    {
      name: 'a ring',
      plan: { tasks: { a: { dates: null } }, schedule: { cycles: [[taskKey('a')]] } },
      verdict: 'fail',
      figure: 1,
      cites: ['schedule.cycles'],
    },
    { name: 'none', plan: one({}), verdict: 'pass', figure: 0 },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
  ],
  'gao.dangling-tasks': [
    { name: 'FS, FS', plan: between('FS', 'FS'), verdict: 'pass', figure: [0, 1] },
    { name: 'SS, FF', plan: between('SS', 'FF'), verdict: 'pass', figure: [0, 1] },
    {
      name: 'its start hangs on nothing',
      plan: between('FF', 'FS'),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['b'],
    },
    { name: 'SF holds the finish too', plan: between('SF', 'FS'), verdict: 'fail' },
    { name: 'nothing waits for its finish', plan: between('FS', 'SS'), verdict: 'fail' },
    { name: 'SF waits for its start', plan: between('FS', 'SF'), verdict: 'fail' },
    {
      name: 'one of several holds',
      plan: {
        ...between('FF', 'SS'),
        links: [
          { link: 'a>b', type: 'FF' },
          { link: 'a>b', type: 'SS' },
          { link: 'b>c', type: 'SF' },
          { link: 'b>c' },
        ],
      },
      verdict: 'pass',
    },
    {
      name: 'without any link it does not dangle',
      plan: { ...one({}), links: [] },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'exactly 5 %',
      plan: { ...many(20, () => ({})), links: [{ link: 't01>t02', type: 'SS' }] },
      verdict: 'pass',
      figure: 0.05,
    },
    { name: 'nothing left', plan: one(done), verdict: 'not_applicable' },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
  ],
  'gao.summary-links': [
    {
      name: 'from a summary',
      plan: { tasks: { s: summary, a: {} }, links: ['s>a', 'a>a'] },
      verdict: 'fail',
      figure: [1, 2],
      cites: ['s.item', 'a.item'],
    },
    {
      name: 'to a summary',
      plan: { tasks: { s: summary, a: {} }, links: ['a>s'] },
      verdict: 'fail',
      figure: [1, 1],
    },
    {
      name: 'between tasks',
      plan: { tasks: { a: {}, b: {} }, links: ['a>b'] },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'a task with tasks below is one',
      plan: { tasks: { s: {}, a: { parent: 's' } }, links: ['a>s'] },
      verdict: 'fail',
    },
    { name: 'no links', plan: one({}), verdict: 'not_applicable' },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
  ],
  'gao.out-of-sequence': [
    {
      name: 'FS: begun before the other is done',
      plan: gone('FS', { started: day(1) }, { started: day(5) }),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.item', 'b.item'],
    },
    {
      name: 'FS: begun before the other was done',
      plan: gone('FS', { ...done, finished: day(6) }, { started: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'FS: begun the same day',
      plan: gone('FS', { ...done, finished: day(5) }, { started: day(5) }),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'FS: begun by its status',
      plan: gone('FS', {}, { statusCategory: 'in_progress' }),
      verdict: 'fail',
    },
    { name: 'FS: done before the other', plan: gone('FS', {}, done), verdict: 'fail' },
    { name: 'FS: not begun', plan: gone('FS', { started: day(1) }, {}), verdict: 'not_applicable' },
    { name: 'FS: done, nobody knows when', plan: gone('FS', done, { started: day(5) }), verdict: 'pass' },
    {
      name: 'FS: the other is done, this one too, nobody knows when',
      plan: gone('FS', { ...done, finished: day(5) }, done),
      verdict: 'pass',
    },
    {
      name: 'FS with a lead',
      plan: gone('FS', {}, { started: day(5) }, { lag: { amount: -480, unit: 'working' } }),
      verdict: 'not_applicable',
    },
    {
      name: 'FS with a lag',
      plan: gone('FS', {}, { started: day(5) }, { lag: { amount: 480, unit: 'working' } }),
      verdict: 'fail',
    },
    {
      name: 'FS without lag',
      plan: gone('FS', {}, { started: day(5) }, { lag: { amount: 0, unit: 'working' } }),
      verdict: 'fail',
    },
    {
      name: 'SS: begun before the other',
      plan: gone('SS', { started: day(6) }, { started: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'SS: the other has begun',
      plan: gone('SS', { statusCategory: 'in_progress' }, { started: day(5) }),
      verdict: 'pass',
    },
    { name: 'SS: the other has not', plan: gone('SS', {}, { started: day(5) }), verdict: 'fail' },
    {
      name: 'FF: done before the other',
      plan: gone('FF', { started: day(1) }, { finished: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'FF: begun',
      plan: gone('FF', { started: day(1) }, { started: day(5) }),
      verdict: 'not_applicable',
    },
    {
      name: 'FF: done while the other goes on',
      plan: gone('FF', { statusCategory: 'in_progress' }, { finished: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'FF: done, nobody knows when the other was',
      plan: gone('FF', done, { finished: day(5) }),
      verdict: 'pass',
    },
    {
      name: 'FF: done before the other was',
      plan: gone('FF', { ...done, finished: day(6) }, { finished: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'FF: done after the other',
      plan: gone('FF', { finished: day(4) }, { finished: day(5) }),
      verdict: 'pass',
    },
    {
      name: 'SF: done before the other has begun',
      plan: gone('SF', {}, { finished: day(5) }),
      verdict: 'fail',
    },
    {
      name: 'SF: done after the other has begun',
      plan: gone('SF', { started: day(5) }, { finished: day(5) }),
      verdict: 'pass',
    },
    {
      name: 'the other is elsewhere',
      plan: { tasks: { a: { started: day(1) } }, links: ['z>a', 'a>z'] },
      verdict: 'not_applicable',
    },
    {
      name: 'as many as may',
      plan: { tasks: { a: {}, b: { started: day(1) }, c: done }, links: ['a>b', 'c>b'] },
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
