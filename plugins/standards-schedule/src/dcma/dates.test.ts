import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { days, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'

const one = (task: TaskLine): PlanLines => ({ tasks: { a: task } })
const done = { statusCategory: 'done' } as const
const finish = (day: string) => ({ baseline: { finish: day } })

/** So many tasks, each as the function makes it. */
function many(count: number, task: (at: number) => TaskLine): PlanLines {
  const names = Array.from({ length: count }, (_, at) => `t${String(at + 1).padStart(2, '0')}`)
  return { tasks: Object.fromEntries(names.map((name, at) => [name, task(at)])) }
}

/** 38 done, of 40 that were due and 2 without a baseline. */
const due = (count: number): PlanLines =>
  many(42, (at) => ({
    ...(at < 40 ? finish('2027-02-01') : {}),
    ...(at < count ? { ...done, finished: at < 30 ? '2027-02-01' : '2027-02-02' } : {}),
  }))

const promised = (length: number, float: number, by: 'baseline' | 'commitment' = 'baseline'): PlanLines => ({
  schedule: { length: days(length), promised: { finish: '2027-06-01', by, float: days(float) } },
})

const tried = (moved: number, more: object = {}): PlanLines => ({
  tasks: { a: {} },
  whatIf: { added: 1000, moved, ...more },
})

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'dcma.invalid-dates': [
    { name: 'no date at all', plan: one({}), verdict: 'unknown', says: 'No task has a date' },
    {
      name: 'a forecast start before',
      plan: one({ plannedStart: '2027-02-28' }),
      verdict: 'fail',
      figure: 1,
      cites: ['a.plannedStart'],
      says: '1 of them a forecast before it',
    },
    {
      name: 'on the day itself',
      plan: one({ plannedStart: '2027-03-01', plannedFinish: '2027-03-01', started: '2027-03-01' }),
      verdict: 'pass',
      figure: 0,
      cites: ['(dock)'],
    },
    {
      name: 'a forecast before and something actual after, of one task',
      plan: one({ plannedFinish: '2027-02-28', started: '2027-03-02' }),
      verdict: 'fail',
      figure: 1,
      says: '1 of them a forecast before it',
    },
    {
      name: 'a forecast finish before',
      plan: one({ plannedFinish: '2027-02-28', started: '2027-02-01' }),
      verdict: 'fail',
      cites: ['a.plannedFinish'],
    },
    {
      name: 'it has started',
      plan: one({ plannedStart: '2027-02-28', started: '2027-02-28' }),
      verdict: 'pass',
    },
    {
      name: 'it is done',
      plan: one({ ...done, plannedStart: '2027-02-01', plannedFinish: '2027-02-28' }),
      verdict: 'pass',
      figure: 0,
    },
    {
      name: 'an actual start after',
      plan: one({ started: '2027-03-02' }),
      verdict: 'fail',
      cites: ['a.started'],
      says: '0 of them a forecast',
    },
    {
      name: 'an actual finish after',
      plan: one({ started: '2027-02-01', finished: '2027-03-02' }),
      verdict: 'fail',
      cites: ['a.finished'],
    },
    {
      name: 'as many as may',
      plan: many(2, () => ({ started: '2027-03-02' })),
      params: { count: 2 },
      verdict: 'pass',
      figure: 2,
      says: '2 of 2 tasks',
    },
    {
      name: 'to the minute where both tell it',
      plan: {
        tasks: {
          a: { started: '2027-03-01T10:01' },
          b: { started: '2027-03-01T10:00:00' },
          c: { started: '2027-03-01' },
          d: { started: '2027-03-01T11:00:00Z' },
        },
        schedule: { statusDate: '2027-03-01T10:00' },
      },
      verdict: 'fail',
      figure: 1,
      cites: ['a.started'],
    },
    {
      name: 'instants',
      plan: {
        tasks: { a: { started: '2027-03-01T10:01:00Z' } },
        schedule: { statusDate: '2027-03-01T10:00:00Z' },
      },
      verdict: 'fail',
    },
    {
      name: 'as the plan states its status date',
      plan: { ...one({ plannedStart: '2027-01-15' }), container: { statusDate: '2027-01-15' } },
      verdict: 'pass',
    },
    { name: 'nothing there', plan: {}, verdict: 'not_applicable' },
  ],
  'dcma.missed-tasks': [
    {
      name: 'finished a day late',
      plan: one({ ...finish('2027-02-01'), ...done, finished: '2027-02-02' }),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a/baseline.finish', 'a.finished', 'a.plannedFinish'],
    },
    {
      name: 'finished on the day',
      plan: one({ ...finish('2027-02-01'), ...done, finished: '2027-02-01' }),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'due on the status date and forecast for it',
      plan: one({ ...finish('2027-03-01'), plannedFinish: '2027-03-01' }),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'due on the status date and forecast later',
      plan: one({ ...finish('2027-03-01'), plannedFinish: '2027-03-02' }),
      verdict: 'fail',
    },
    {
      name: 'scheduled later',
      plan: one({ ...finish('2027-03-01'), dates: { earlyFinish: '2027-03-02' } }),
      verdict: 'fail',
      cites: ['a/baseline.finish', 'a.finished', 'a.plannedFinish', 'a.earlyFinish'],
    },
    { name: 'due after it', plan: one(finish('2027-03-02')), verdict: 'not_applicable' },
    {
      name: 'open though its forecast has passed',
      plan: one({ ...finish('2027-02-01'), plannedFinish: '2027-02-01' }),
      verdict: 'fail',
    },
    {
      name: 'done on a day that nobody knows',
      plan: one({ ...finish('2027-02-01'), ...done }),
      verdict: 'unknown',
      says: '1 of 1 tasks that were due are done, and nobody tells since when; 0 of the others',
    },
    {
      name: 'done on a day that nobody knows, of so many that it does not decide',
      plan: many(20, (at) => ({
        ...finish('2027-02-01'),
        ...done,
        ...(at > 0 && { finished: '2027-02-01' }),
      })),
      verdict: 'pass',
      figure: [0, 20],
    },
    {
      name: 'done on a day that nobody knows, where the others are late enough',
      plan: many(19, (at) => ({
        ...finish('2027-02-01'),
        ...done,
        ...(at > 0 && { finished: at === 1 ? '2027-02-02' : '2027-02-01' }),
      })),
      verdict: 'fail',
      figure: [1, 19],
    },
    {
      name: 'done on a day that nobody knows, which with one that is late is too many',
      plan: many(20, (at) => ({
        ...finish('2027-02-01'),
        ...done,
        ...(at > 0 && { finished: at === 1 ? '2027-02-02' : '2027-02-01' }),
      })),
      verdict: 'unknown',
    },
    {
      name: 'exactly 5 %',
      plan: many(20, (at) => ({
        ...finish('2027-02-01'),
        ...done,
        finished: at === 0 ? '2027-02-02' : '2027-02-01',
      })),
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'just above it',
      plan: many(19, (at) => ({
        ...finish('2027-02-01'),
        ...done,
        finished: at === 0 ? '2027-02-02' : '2027-02-01',
      })),
      verdict: 'fail',
    },
    { name: 'no baseline at all', plan: one({}), verdict: 'unknown' },
    {
      name: 'a baseline of another number',
      plan: one({ baseline: { number: 1, finish: '2027-02-01' } }),
      verdict: 'unknown',
    },
    {
      name: 'a baseline of another thing',
      plan: one({ baseline: { subjectKind: 'assignment', finish: '2027-02-01' } }),
      verdict: 'unknown',
    },
    {
      name: 'a baseline of what is not there',
      plan: one({ baseline: { subject: 'z', finish: '2027-02-01' } }),
      verdict: 'unknown',
    },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
  ],
  'dcma.critical-path-test': [
    { name: 'moved by the same', plan: tried(1000), verdict: 'pass', figure: 0, cites: ['a.moved'] },
    { name: 'exactly at the tolerance', plan: tried(990), verdict: 'pass', figure: 0.01 },
    { name: 'a little less', plan: tried(989), verdict: 'fail', figure: [989, 1000] },
    { name: 'more than was added', plan: tried(1011), verdict: 'fail' },
    { name: 'did not move', plan: tried(0), verdict: 'fail', figure: 1, says: 'moved by 0 of the delay' },
    { name: 'nothing added', plan: tried(0, { added: 0 }), verdict: 'not_applicable' },
    {
      name: 'the other experiment',
      plan: tried(0, { experiment: 'double_longest_critical' }),
      verdict: 'unknown',
    },
    { name: 'no experiment', plan: one({}), verdict: 'unknown' },
  ],
  'sins.doubled-task': [
    {
      name: 'moved by a minute',
      plan: tried(1, { experiment: 'double_longest_critical' }),
      verdict: 'pass',
      figure: [1, 1000],
      cites: ['a.moved'],
    },
    {
      name: 'did not move',
      plan: tried(0, { experiment: 'double_longest_critical' }),
      verdict: 'fail',
      figure: 0,
    },
    {
      name: 'nothing added',
      plan: tried(0, { experiment: 'double_longest_critical', added: 0 }),
      verdict: 'not_applicable',
    },
    { name: 'the other experiment', plan: tried(1000), verdict: 'unknown' },
  ],
  'dcma.cpli': [
    {
      name: 'CPL 200, float -10',
      plan: promised(200, -10),
      verdict: 'pass',
      figure: 0.95,
      cites: ['schedule.length', 'schedule.promised'],
    },
    {
      name: 'CPL 200, float -11',
      plan: promised(200, -11),
      verdict: 'fail',
      figure: 0.945,
      says: 'CPLI is 0.945: 200 working days are left to the finish, and -11',
    },
    { name: 'ahead', plan: promised(200, 10), verdict: 'pass', figure: 1.05 },
    { name: 'nothing left', plan: promised(0, -10), verdict: 'not_applicable' },
    { name: 'nothing promised', plan: { schedule: { length: 10 } }, verdict: 'unknown' },
    { name: 'committed, not baselined', plan: promised(200, 0, 'commitment'), verdict: 'pass' },
    {
      name: 'committed, where a baseline is asked for',
      plan: promised(200, 0, 'commitment'),
      params: { promise: 'baseline' },
      verdict: 'unknown',
    },
    {
      name: 'a baseline, where it is asked for',
      plan: promised(200, 0),
      params: { promise: 'baseline' },
      verdict: 'pass',
    },
    {
      name: 'length not told',
      plan: { schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: 0 } } },
      verdict: 'unknown',
    },
  ],
  'dcma.bei': [
    {
      name: '38 done, 40 due, 2 unbaselined',
      plan: due(38),
      verdict: 'fail',
      figure: 38 / 42,
      says: 'BEI is 0.905: 38 tasks are done, 40 were due and 2 have no baseline; 75 % of those due were done in time',
      cites: ['t39', 't40', 't41', 't42'].flatMap((ref) => [`${ref}.statusCategory`, `${ref}.finished`]),
    },
    {
      name: 'exactly the least',
      plan: due(38),
      params: { least: 38 / 42 },
      verdict: 'pass',
      figure: [38, 42],
    },
    { name: 'all done', plan: due(42), verdict: 'pass', figure: 1 },
    {
      name: 'due on the status date',
      plan: many(2, () => finish('2027-03-01')),
      verdict: 'fail',
      figure: [0, 2],
    },
    { name: 'due after it', plan: many(2, () => finish('2027-03-02')), verdict: 'not_applicable' },
    {
      name: 'none due, one unbaselined',
      plan: many(2, (at) => (at === 0 ? finish('2027-03-02') : done)),
      verdict: 'pass',
      figure: [1, 1],
      says: '1 have no baseline; at least 0.95',
    },
    {
      name: 'ahead of the plan',
      plan: many(2, (at) => ({
        ...finish(at === 0 ? '2027-02-01' : '2027-04-01'),
        ...done,
        finished: '2027-02-02',
      })),
      verdict: 'pass',
      figure: 2,
    },
    { name: 'no baseline', plan: many(2, () => done), verdict: 'unknown' },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
