import { describe, expect, test } from 'vitest'
import { expected, judged, told, type Expected } from '../test-support/judged.ts'
import { days, STATUS, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'

/** A plan in which some of all tasks are special. */
function tasks(special: TaskLine, some: number, all: number, plain: TaskLine = {}): PlanLines {
  const names = Array.from({ length: all }, (_, at) => `t${String(at + 1).padStart(2, '0')}`)
  return { tasks: Object.fromEntries(names.map((name, at) => [name, at < some ? special : plain])) }
}

const float = (minutes: number): TaskLine => ({ dates: { totalFloat: minutes } })
const done = { statusCategory: 'done' } as const
const held = (kind: NonNullable<TaskLine['constraint']>['kind']): TaskLine => ({
  constraint: { kind, date: STATUS },
})

/** Assumed durations: exactly the share that is let pass, and one more. */
const guessed = (special: TaskLine, count: number): PlanLines => {
  const { tasks: plain = {} } = tasks(
    { ...special, dates: { ...special.dates, assumed: 'It was taken from the estimate.' } },
    count,
    5,
    special,
  )
  return { tasks: plain }
}

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'dcma.hard-constraints': [
    {
      name: 'must start on',
      plan: tasks(held('must_start_on'), 1, 19),
      verdict: 'fail',
      figure: [1, 19],
      cites: ['t01.constraint'],
    },
    { name: 'must finish on', plan: tasks(held('must_finish_on'), 1, 1), verdict: 'fail' },
    { name: 'start no later than', plan: tasks(held('start_no_later_than'), 1, 1), verdict: 'fail' },
    { name: 'finish no later than', plan: tasks(held('finish_no_later_than'), 1, 1), verdict: 'fail' },
    { name: 'exactly 5 %', plan: tasks(held('must_start_on'), 1, 20), verdict: 'pass', figure: 0.05 },
    {
      name: 'soft ones are none',
      plan: tasks(held('start_no_earlier_than'), 3, 3),
      verdict: 'pass',
      figure: [0, 3],
    },
    {
      name: 'finished tasks do not count',
      plan: tasks({ ...held('must_start_on'), ...done }, 1, 2),
      verdict: 'pass',
      figure: [0, 1],
    },
    { name: 'nothing left', plan: tasks(done, 1, 1), verdict: 'not_applicable' },
  ],
  'dcma.high-float': [
    {
      name: 'more than 44 days',
      plan: tasks(float(days(44) + 1), 1, 19),
      verdict: 'fail',
      figure: [1, 19],
      cites: ['t01.totalFloat'],
    },
    { name: 'exactly 44 days', plan: tasks(float(days(44)), 19, 19), verdict: 'pass', figure: [0, 19] },
    { name: 'exactly 5 %', plan: tasks(float(days(45)), 1, 20), verdict: 'pass', figure: 0.05 },
    {
      name: 'other limits',
      plan: tasks(float(days(11)), 1, 2),
      params: { days: 10, share: 0.5 },
      verdict: 'pass',
      figure: [1, 2],
    },
    {
      name: 'days of its own calendar',
      plan: tasks({ dates: { totalFloat: 44 * 1440, minutesPerDay: 1440 } }, 1, 1),
      verdict: 'pass',
    },
    {
      name: "the tracker's own",
      plan: tasks({ totalFloat: days(45) }, 1, 4, { totalFloat: 0, dates: null }),
      params: { floatOf: 'source' },
      verdict: 'fail',
      figure: [1, 4],
      cites: ['t01.totalFloat'],
    },
    {
      name: "the tracker's own, which it does not tell",
      plan: tasks({}, 1, 1),
      params: { floatOf: 'source' },
      verdict: 'unknown',
    },
    {
      name: "the tracker's own, of all but a fifth",
      plan: tasks({}, 1, 5, { totalFloat: 0 }),
      params: { floatOf: 'source' },
      verdict: 'pass',
      figure: [0, 4],
    },
    {
      name: "the tracker's own, of all but two fifths",
      plan: tasks({}, 2, 5, { totalFloat: 0 }),
      params: { floatOf: 'source' },
      verdict: 'unknown',
    },
    {
      name: "the tracker's own rests on no assumption",
      plan: guessed({ totalFloat: 0 }, 5),
      params: { floatOf: 'source' },
      verdict: 'pass',
      figure: [0, 5],
    },
  ],
  'dcma.negative-float': [
    {
      name: 'one minute',
      plan: tasks(float(-1), 1, 50),
      verdict: 'fail',
      figure: [1, 50],
      cites: ['t01.totalFloat'],
    },
    { name: 'none', plan: tasks(float(0), 3, 3), verdict: 'pass', figure: [0, 3] },
    {
      name: 'as many as may',
      plan: tasks(float(-1), 1, 50),
      params: { share: 0.02 },
      verdict: 'pass',
      figure: 0.02,
    },
  ],
  'dcma.high-duration': [
    {
      name: 'more than 44 days',
      plan: tasks({ dates: { duration: days(44) + 1 } }, 1, 19),
      verdict: 'fail',
      figure: [1, 19],
      cites: ['t01.duration'],
    },
    {
      name: 'exactly 44 days',
      plan: tasks({ dates: { duration: days(44) } }, 1, 1),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'the baseline comes first',
      plan: tasks(
        { dates: { duration: days(60) }, baseline: { duration: { minutes: days(44), basis: 'working' } } },
        1,
        1,
      ),
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'a long baseline',
      plan: tasks({ baseline: { duration: { minutes: days(45), basis: 'working' } } }, 1, 1),
      verdict: 'fail',
      cites: ['t01.duration', 't01/baseline.duration'],
    },
    {
      name: 'elapsed time is not working time',
      plan: tasks({ baseline: { duration: { minutes: days(60), basis: 'elapsed' } } }, 1, 1),
      verdict: 'pass',
    },
    {
      name: 'another baseline',
      plan: tasks({ baseline: { number: 2, duration: { minutes: days(45), basis: 'working' } } }, 1, 1),
      verdict: 'pass',
    },
    {
      name: 'another baseline, asked for',
      plan: tasks({ baseline: { number: 2, duration: { minutes: days(45), basis: 'working' } } }, 1, 1),
      params: { baseline: 2 },
      verdict: 'fail',
    },
    {
      name: 'stated where it is not computed',
      plan: tasks(
        { dates: { duration: undefined as never }, duration: { minutes: days(45), basis: 'working' } },
        1,
        1,
      ),
      verdict: 'fail',
    },
    {
      name: 'stated as elapsed time',
      plan: tasks(
        { dates: { duration: undefined as never }, duration: { minutes: days(45), basis: 'elapsed' } },
        1,
        1,
      ),
      verdict: 'pass',
    },
    {
      name: 'starts on the last day of the window',
      plan: tasks({ plannedStart: '2027-05-30', dates: { duration: days(45) } }, 1, 1),
      params: { windowDays: 90 },
      verdict: 'fail',
    },
    {
      name: 'starts after the window',
      plan: tasks({ plannedStart: '2027-05-31', dates: { duration: days(45) } }, 1, 1),
      params: { windowDays: 90 },
      verdict: 'pass',
    },
    {
      name: 'has started long before it',
      plan: tasks({ started: '2026-05-31', plannedStart: '2027-08-31', dates: { duration: days(45) } }, 1, 1),
      params: { windowDays: 0 },
      verdict: 'fail',
    },
    {
      name: 'is scheduled after it',
      plan: tasks({ dates: { duration: days(45), earlyStart: '2027-03-02' } }, 1, 1),
      params: { windowDays: 0 },
      verdict: 'pass',
    },
  ],
  'dcma.resources': [
    {
      name: 'nobody',
      plan: tasks({}, 1, 1),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['t01.assignees', 't01.plannedCost'],
    },
    {
      name: 'a resource',
      plan: tasks({ work: { resource: 'crane' } }, 1, 1),
      verdict: 'pass',
      figure: [0, 1],
    },
    { name: 'an account', plan: tasks({ work: { account: 'mara' } }, 1, 1), verdict: 'pass' },
    { name: 'a role', plan: tasks({ work: { role: 'welder' } }, 1, 1), verdict: 'pass' },
    { name: 'work of nobody', plan: tasks({ work: { plannedWork: 480 } }, 1, 1), verdict: 'fail' },
    { name: 'an assignee', plan: tasks({ assignees: ['mara'] }, 1, 1), verdict: 'pass' },
    { name: 'no assignees', plan: tasks({ assignees: [] }, 1, 1), verdict: 'fail' },
    {
      name: 'a cost',
      plan: tasks({ plannedCost: { amount: '0.10', currency: 'EUR' } }, 1, 1),
      verdict: 'pass',
    },
    {
      name: 'a cost of nothing',
      plan: tasks({ plannedCost: { amount: '0.00', currency: 'EUR' } }, 1, 1),
      verdict: 'fail',
    },
    {
      name: 'exactly a day',
      plan: tasks({ dates: { duration: days(1) } }, 1, 1),
      verdict: 'fail',
      figure: [1, 1],
    },
    {
      name: 'less than a day',
      plan: tasks({ dates: { duration: days(1) - 1 } }, 1, 2),
      verdict: 'fail',
      figure: [1, 1],
    },
    {
      name: 'milestones alone',
      plan: tasks({ isMilestone: true, dates: { duration: 0 } }, 1, 1),
      verdict: 'not_applicable',
    },
    {
      name: 'what is left, where the whole is not told',
      plan: tasks({ dates: { duration: undefined as never, remaining: 480 } }, 1, 1),
      verdict: 'fail',
    },
    {
      name: 'as many as may',
      plan: tasks({}, 1, 2, { assignees: ['mara'] }),
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
    {
      name: 'no place in the schedule',
      plan: tasks({ dates: null }, 1, 6, { assignees: ['mara'] }),
      verdict: 'pass',
      figure: [0, 5],
    },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})

describe.each(['dcma.high-float', 'dcma.negative-float', 'dcma.high-duration', 'dcma.resources'])(
  '%s rests on durations',
  (rule) => {
    test('a fifth of them may be assumed, and not one more', () => {
      const staffed = { assignees: ['mara'] }
      expect(judged(rule, guessed(staffed, 1)).verdict).toBe('pass')
      const doubtful = judged(rule, guessed(staffed, 2))
      expect(doubtful).toMatchObject({ verdict: 'unknown', evidence: [] })
      expect(doubtful.message).toContain('2 of 5 tasks have an assumed duration or none; beyond 20 %')
      expect(judged(rule, guessed(staffed, 2), { params: { assumedShare: 0.4 } }).verdict).toBe('pass')
    })

    test('without a place in the schedule there is none', () => {
      expect(judged(rule, tasks({ dates: null }, 2, 5)).verdict).toBe('unknown')
    })

    test('nothing to judge is nothing to divide by', () => {
      expect(judged(rule, tasks(done, 2, 2)).verdict).toBe('not_applicable')
    })
  },
)
