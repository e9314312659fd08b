import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import { days, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'

const done = { statusCategory: 'done' } as const
const one = (task: TaskLine): PlanLines => ({ tasks: { a: task } })
const lasting = (count: number): TaskLine => ({ dates: { duration: days(count) } })
const project = { schedule: { duration: days(200) } }

/** So many tasks, each as the function makes it. */
function many(count: number, task: (at: number) => TaskLine): PlanLines {
  const names = Array.from({ length: count }, (_, at) => `t${String(at + 1).padStart(2, '0')}`)
  return { tasks: Object.fromEntries(names.map((name, at) => [name, task(at)])) }
}

/** A task of ten days with an assignment. */
const works = (units: number, minutes: number, more: TaskLine = {}): TaskLine => ({
  work: { units, plannedWork: minutes },
  ...more,
})

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'sins.link-density': [
    {
      name: 'exactly three',
      plan: { tasks: { a: {} }, links: ['a>a', 'a>a', 'a>a'] },
      verdict: 'pass',
      figure: 3,
    },
    {
      name: 'more',
      plan: { tasks: { a: {}, b: {} }, links: ['a>b', 'a>b', 'a>b', 'a>b', 'a>b', 'a>b', 'a>b'] },
      verdict: 'fail',
      figure: [7, 2],
      says: '3.5 links a task; 100 % of the links join two branches',
    },
    {
      name: 'another ratio',
      plan: { tasks: { a: {}, b: {} }, links: ['a>b'] },
      params: { ratio: 0.4 },
      verdict: 'fail',
      figure: 0.5,
      says: 'at most 0.4 is',
    },
    {
      name: 'within and across branches',
      plan: {
        tasks: {
          s: { summary: true },
          u: { summary: true, parent: 's' },
          a: { parent: 'u' },
          b: { parent: 's' },
          c: {},
        },
        links: ['a>b', 'b>c'],
      },
      verdict: 'pass',
      figure: [2, 3],
      says: '50 % of the links join',
    },
    { name: 'no links', plan: one({}), verdict: 'pass', figure: 0, says: '0 links a task; at most 3' },
    { name: 'no tasks', plan: {}, verdict: 'not_applicable' },
    { name: 'links are not told', plan: { ...one({}), schedule: { links: undefined } }, verdict: 'unknown' },
  ],
  'sins.task-length': [
    {
      name: 'exactly 1 % of 200 days',
      plan: { ...one(lasting(2)), ...project },
      verdict: 'pass',
      figure: [0, 1],
    },
    { name: 'exactly 10 % of 200 days', plan: { ...one(lasting(20)), ...project }, verdict: 'pass' },
    {
      name: 'a crumb',
      plan: { ...one({ dates: { duration: days(2) - 1 } }), ...project },
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.duration'],
      says: 'less than 2 or more than 20 working days',
    },
    { name: 'a lump', plan: { ...one({ dates: { duration: days(20) + 1 } }), ...project }, verdict: 'fail' },
    {
      name: 'other limits',
      plan: { ...one(lasting(30)), ...project },
      params: { shortest: 0.14, longest: 0.15 },
      verdict: 'pass',
    },
    {
      name: 'finished ones count',
      plan: { ...one({ ...done, ...lasting(1) }), ...project },
      verdict: 'fail',
    },
    {
      name: 'milestones do not',
      plan: { ...one({ isMilestone: true, dates: { duration: 0 } }), ...project },
      verdict: 'not_applicable',
    },
    {
      name: 'exactly 5 %',
      plan: { ...many(20, (at) => lasting(at === 0 ? 1 : 5)), ...project },
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'some have none',
      plan: { ...many(5, (at) => (at === 0 ? { dates: null } : {})), ...project },
      verdict: 'pass',
      figure: [0, 4],
    },
    {
      name: 'assumed',
      plan: { ...one({ dates: { assumed: 'By its points.' } }), ...project },
      verdict: 'unknown',
    },
    { name: 'duration of the project not told', plan: one({}), verdict: 'unknown' },
    {
      name: 'a project without duration',
      plan: { ...one({}), schedule: { duration: 0 } },
      verdict: 'not_applicable',
    },
  ],
  'sins.constraints': [
    {
      name: 'any',
      plan: one({ constraint: { kind: 'start_no_earlier_than' } }),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a.constraint'],
    },
    {
      name: 'as soon as possible is none',
      plan: one({ constraint: { kind: 'as_soon_as_possible' } }),
      verdict: 'pass',
      figure: [0, 1],
    },
    { name: 'none', plan: one({}), verdict: 'pass' },
    {
      name: 'exactly 5 %',
      plan: many(20, (at) => (at === 0 ? { constraint: { kind: 'must_start_on' } } : {})),
      verdict: 'pass',
      figure: 0.05,
    },
    { name: 'finished', plan: one(done), verdict: 'not_applicable' },
  ],
  'sins.over-allocation': [
    {
      name: 'a minute too much',
      plan: { ...one({}), capacity: [{ demanded: days(5) + 1 }] },
      verdict: 'fail',
      figure: [1, 1],
      cites: ['mara.demanded'],
    },
    {
      name: 'all of it',
      plan: { ...one({}), capacity: [{ demanded: days(5) }] },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'less than all is asked for',
      plan: { ...one({}), capacity: [{ demanded: days(4) + 1 }] },
      params: { load: 0.8 },
      verdict: 'fail',
    },
    {
      name: 'one of two periods',
      plan: { ...one({}), capacity: [{ demanded: days(6) }, { from: '2027-03-08' }] },
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
    { name: 'nobody has work', plan: one({}), verdict: 'not_applicable' },
  ],
  'sins.max-units': [
    {
      name: 'two of one',
      plan: { ...one({ work: { resource: 'crane', units: 2 } }), resources: { crane: { maxUnits: 1 } } },
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a/work.units', 'crane.maxUnits'],
    },
    {
      name: 'all of it',
      plan: { ...one({ work: { resource: 'crane', units: 1 } }), resources: { crane: { maxUnits: 1 } } },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'nobody says how many there are',
      plan: { ...one({ work: { resource: 'crane', units: 2 } }), resources: { crane: {} } },
      verdict: 'not_applicable',
    },
    {
      name: 'nobody says how many it asks for',
      plan: { ...one({ work: { resource: 'crane' } }), resources: { crane: { maxUnits: 1 } } },
      verdict: 'not_applicable',
    },
    {
      name: 'a resource that is not there',
      plan: one({ work: { resource: 'crane', units: 2 } }),
      verdict: 'not_applicable',
    },
    {
      name: 'a task that is not there',
      plan: {
        ...one({ work: { item: 'z', resource: 'crane', units: 2 } }),
        resources: { crane: { maxUnits: 1 } },
      },
      verdict: 'not_applicable',
    },
    {
      name: 'finished',
      plan: {
        ...one({ ...done, work: { resource: 'crane', units: 2 } }),
        resources: { crane: { maxUnits: 1 } },
      },
      verdict: 'not_applicable',
    },
    {
      name: 'as many as may',
      plan: {
        tasks: { a: { work: { resource: 'crane', units: 2 } }, b: { work: { resource: 'crane', units: 1 } } },
        resources: { crane: { maxUnits: 1 } },
      },
      params: { share: 0.5 },
      verdict: 'pass',
      figure: 0.5,
    },
  ],
  'sins.work-equation': [
    { name: 'ten days at half', plan: one(works(0.5, days(5))), verdict: 'pass', figure: [0, 1] },
    {
      name: 'too much work',
      plan: one(works(0.5, days(10))),
      verdict: 'fail',
      figure: [1, 1],
      cites: ['a/work.units', 'a/work.plannedWork'],
    },
    { name: 'too little work', plan: one(works(1, days(9))), verdict: 'fail' },
    {
      name: 'exactly the tolerance',
      plan: one(works(1, 5000, { duration: { minutes: 5051, basis: 'working' } })),
      verdict: 'pass',
    },
    {
      name: 'a little more',
      plan: one(works(1, 5000, { duration: { minutes: 5052, basis: 'working' } })),
      verdict: 'fail',
    },
    {
      name: 'what is stated comes before what is computed',
      plan: one(works(1, days(3), { duration: { minutes: days(3), basis: 'working' } })),
      verdict: 'pass',
    },
    {
      name: 'elapsed time is not',
      plan: one(works(1, days(10), { duration: { minutes: days(3), basis: 'elapsed' } })),
      verdict: 'pass',
    },
    { name: 'nobody works', plan: one({}), verdict: 'not_applicable' },
    { name: 'units are not told', plan: one({ work: { plannedWork: 1 } }), verdict: 'not_applicable' },
    { name: 'work is not told', plan: one({ work: { units: 1 } }), verdict: 'not_applicable' },
    { name: 'duration is not told', plan: one(works(1, 1, { dates: null })), verdict: 'not_applicable' },
    { name: 'finished', plan: one(works(1, 1, done)), verdict: 'not_applicable' },
    {
      name: 'of a task that is not there',
      plan: one({ work: { item: 'z', units: 1, plannedWork: 1 } }),
      verdict: 'not_applicable',
    },
    {
      name: 'exactly 5 %',
      plan: many(20, (at) => works(1, days(at === 0 ? 5 : 10))),
      verdict: 'pass',
      figure: 0.05,
    },
    {
      name: 'units and work of all who work on it',
      plan: {
        tasks: { a: works(1, days(10)), b: { work: { item: 'a', units: 0.5, plannedWork: days(5) } } },
      },
      verdict: 'pass',
      figure: [0, 1],
    },
    {
      name: 'one of two who does not tell is one too many',
      plan: { tasks: { a: works(1, days(10)), b: { work: { item: 'a', units: 0.5 } } } },
      verdict: 'not_applicable',
    },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
