import { describe, expect, test } from 'vitest'
import { expected, judged, told, type Expected } from '../test-support/judged.ts'
import { days, taskKey, type LinkLine, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'

const done = { statusCategory: 'done' } as const
const summary = { summary: true } as const
const one = (task: TaskLine): PlanLines => ({ tasks: { a: task } })

/** So many tasks, each as the function makes it. */
function many(count: number, task: (at: number) => TaskLine): PlanLines {
  const names = Array.from({ length: count }, (_, at) => `t${String(at + 1).padStart(2, '0')}`)
  return { tasks: Object.fromEntries(names.map((name, at) => [name, task(at)])) }
}

/** A task between two others, with links of these types into it and out of it. */
const between = (before: LinkLine['type'], after: LinkLine['type']): PlanLines => ({
  tasks: { a: done, b: {}, c: done },
  links: [
    { link: 'a>b', type: before ?? 'FS' },
    { link: 'b>c', type: after ?? 'FS' },
  ],
})

/** A predecessor and a successor, as they have gone. */
const gone = (type: LinkLine['type'], a: TaskLine, b: TaskLine, more: Partial<LinkLine> = {}): PlanLines => ({
  tasks: { a, b },
  links: [{ link: 'a>b', type: type ?? 'FS', ...more }],
})

const day = (count: number): string => `2027-02-${String(count).padStart(2, '0')}`

/** A hand-off: what the plan holds of its predecessor elsewhere, and what that one has. */
const held = (...pairs: readonly (readonly [held: string, own?: string])[]): PlanLines => ({
  tasks: { a: {} },
  links: pairs.map(([here, own], at) => ({
    link: `away-${at}>a` as const,
    external: true,
    given: { predecessor: here },
    ...(own === undefined ? {} : { own: { predecessor: own } }),
  })),
})

const analysis = {
  id: 'a1',
  kind: 'schedule-risk-analysis',
  title: 'SRA',
  url: 'https://dms.example/1',
  state: 'approved',
  approvals: [],
  updated: '2027-02-01T09:00:00Z',
} as const

const late = (count: number): PlanLines => ({
  schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-count) } },
})

const off = { critical: false }

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
  'gao.near-term-detail': [
    {
      name: 'longer than a period',
      plan: one({ dates: { duration: days(22) + 1 } }),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.duration'],
    },
    {
      name: 'exactly a period',
      plan: one({ dates: { duration: days(22) } }),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'on the last day of the window',
      plan: one({ dates: { duration: days(23), earlyStart: '2027-05-30' } }),
      verdict: 'fail',
    },
    {
      name: 'after the window',
      plan: one({ dates: { duration: days(23), earlyStart: '2027-05-31' } }),
      verdict: 'not_applicable',
    },
    {
      name: 'what is left, where the whole is not told',
      plan: one({ dates: { duration: undefined as never, remaining: days(23) } }),
      verdict: 'fail',
    },
    {
      name: 'exactly 5 %',
      plan: many(20, (at) => ({ dates: { duration: at === 0 ? days(23) : 1 } })),
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'a fifth has no dates',
      plan: many(5, (at) => ({ dates: at === 0 ? null : {} })),
      verdict: 'pass',
      figure: [0, 4],
    },
    { name: 'nothing has dates', plan: one({ dates: null }), verdict: 'unknown' },
    { name: 'assumed durations', plan: one({ dates: { assumed: 'By its points.' } }), verdict: 'unknown' },
  ],
  'gao.calendars': [
    { name: 'none', plan: one({}), verdict: 'fail', cites: ['schedule.calendar'] },
    {
      name: 'one',
      plan: { ...one({}), schedule: { calendar: { connection: 'plans', kind: 'calendar', ref: 'c' } } },
      verdict: 'pass',
    },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
  ],
  'gao.reasonable-float': [
    {
      name: 'more than half',
      plan: { ...one({ dates: { totalFloat: days(50) + 1 } }), schedule: { length: days(100) } },
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.totalFloat'],
    },
    {
      name: 'exactly half',
      plan: { ...one({ dates: { totalFloat: days(50) } }), schedule: { length: days(100) } },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'another part',
      plan: { ...one({ dates: { totalFloat: days(50) } }), schedule: { length: days(100) } },
      params: { part: 0.4 },
      verdict: 'fail',
    },
    {
      name: 'each in its own calendar',
      plan: {
        ...one({ dates: { totalFloat: 50 * 1440, minutesPerDay: 1440 } }),
        schedule: { length: days(100) },
      },
      verdict: 'pass',
    },
    {
      name: 'exactly 5 %',
      plan: {
        ...many(20, (at) => ({ dates: { totalFloat: at === 0 ? days(51) : 0 } })),
        schedule: { length: days(100) },
      },
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'some have no dates',
      plan: { ...many(5, (at) => ({ dates: at === 0 ? null : {} })), schedule: { length: 1 } },
      verdict: 'pass',
      figure: [0, 4],
    },
    { name: 'length not told', plan: one({}), verdict: 'unknown' },
    {
      name: 'assumed durations',
      plan: { ...one({ dates: { assumed: 'By its points.' } }), schedule: { length: 1 } },
      verdict: 'unknown',
    },
    { name: 'nothing left', plan: { ...one(done), schedule: { length: 0 } }, verdict: 'not_applicable' },
  ],
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
  'gao.hand-offs': [
    {
      name: 'another day',
      plan: held(['2027-04-03', '2027-04-17']),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.item'],
    },
    { name: 'the same day', plan: held(['2027-04-03', '2027-04-03T17:00']), verdict: 'pass', figure: [0, 1] },
    {
      name: 'as far apart as may be',
      plan: held(['2027-04-03', '2027-04-05']),
      params: { days: 2 },
      verdict: 'pass',
    },
    {
      name: 'earlier counts as well',
      plan: held(['2027-04-06', '2027-04-03']),
      params: { days: 2 },
      verdict: 'fail',
    },
    {
      name: 'of the successor',
      plan: {
        tasks: { a: {} },
        links: [
          {
            link: 'a>z',
            external: true,
            given: { successor: '2027-04-03' },
            own: { successor: '2027-04-04' },
          },
        ],
      },
      verdict: 'fail',
      figure: [1, 1],
    },
    {
      name: 'the other side of one of five is not known',
      plan: held(['2027-04-03'], ...Array.from({ length: 4 }, () => ['2027-04-03', '2027-04-03'] as const)),
      verdict: 'pass',
      figure: [0, 4],
    },
    {
      name: 'the other side of one of four is not known',
      plan: held(['2027-04-03'], ...Array.from({ length: 3 }, () => ['2027-04-03', '2027-04-03'] as const)),
      verdict: 'unknown',
      says: '1 of 4',
    },
    {
      name: 'no dates are held',
      plan: { tasks: { a: {} }, links: [{ link: 'a>z', external: true }] },
      verdict: 'not_applicable',
    },
    {
      name: 'within the project',
      plan: { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', given: { successor: '2027-04-03' } }] },
      verdict: 'not_applicable',
    },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
    {
      name: 'as many as may',
      plan: held(['2027-04-03', '2027-04-04'], ['2027-04-03', '2027-04-03']),
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
  ],
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
    { name: 'none', plan: { governance: {} }, verdict: 'fail', figure: 0 },
    {
      name: 'approved and new',
      plan: { governance: { artefacts: [analysis] } },
      verdict: 'pass',
      figure: 1,
      cites: ['a1.updated'],
    },
    {
      name: 'a draft',
      plan: { governance: { artefacts: [{ ...analysis, state: 'draft' }] } },
      verdict: 'fail',
      figure: 0,
      says: '0 of 1 analyses',
    },
    {
      name: 'something else',
      plan: { governance: { artefacts: [{ ...analysis, kind: 'risk-log' }] } },
      verdict: 'fail',
      says: '0 of 0',
    },
    {
      name: 'exactly so old as may be',
      plan: { governance: { artefacts: [analysis] } },
      params: { days: 28 },
      verdict: 'pass',
    },
    {
      name: 'a day older',
      plan: { governance: { artefacts: [analysis] } },
      params: { days: 27 },
      verdict: 'fail',
    },
    { name: 'nothing was read', plan: {}, verdict: 'unknown' },
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
