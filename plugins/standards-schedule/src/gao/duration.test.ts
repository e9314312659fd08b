import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { days } from '../test-support/plan-data.ts'
import { done, one, many } from '../test-support/plans.ts'

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
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
    {
      name: 'nobody has stated one',
      plan: { ...one({}), schedule: { calendarStated: false } },
      verdict: 'fail',
      cites: ['schedule.calendarStated'],
    },
    {
      name: 'the house has',
      plan: { ...one({}), schedule: { calendarStated: true } },
      verdict: 'pass',
      says: 'of the house',
    },
    {
      name: 'its tracker has',
      plan: {
        ...one({}),
        schedule: { calendarStated: true, calendar: { connection: 'plans', kind: 'calendar', ref: 'c' } },
      },
      verdict: 'pass',
      says: 'of its tracker',
    },
    {
      name: 'a record is a statement',
      plan: { ...one({}), schedule: { calendar: { connection: 'plans', kind: 'calendar', ref: 'c' } } },
      verdict: 'pass',
    },
    { name: 'not told', plan: one({}), verdict: 'unknown' },
    {
      name: 'one of two durations is stated',
      plan: {
        tasks: { a: { dates: { assumed: 'By its points.' } }, b: {} },
        schedule: { calendarStated: false },
      },
      verdict: 'fail',
    },
    {
      name: 'only assumed durations',
      plan: { ...one({ dates: { assumed: 'By its points.' } }), schedule: { calendarStated: false } },
      verdict: 'not_applicable',
    },
    {
      name: 'nothing is left',
      plan: { ...one({ ...done, dates: { remaining: 0 } }), schedule: { calendarStated: false } },
      verdict: 'not_applicable',
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
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
