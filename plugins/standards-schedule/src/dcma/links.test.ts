import { describe, expect, test } from 'vitest'
import { expected, judged, told, type Expected } from '../test-support/judged.ts'
import type { LinkLine, PlanLines } from '../test-support/plan-data.ts'

/** A plan with so many links of one kind and so many plain ones. */
function linked(special: Omit<LinkLine, 'link'>, some: number, all: number): PlanLines {
  return {
    tasks: { a: {}, b: {} },
    links: Array.from({ length: all }, (_, at) => ({ link: 'a>b' as const, ...(at < some ? special : {}) })),
  }
}

const lag = (amount: number) => ({ lag: { amount, unit: 'working' as const } })

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
  'dcma.leads': [
    { name: 'none', plan: linked(lag(0), 3, 63), verdict: 'pass', figure: [0, 63], cites: ['(dock)'] },
    {
      name: '5 of 63',
      plan: linked(lag(-1), 5, 63),
      verdict: 'fail',
      figure: 5 / 63,
      says: '5 of 63 links have a lag below zero (7.9 %); at most 0 % is wanted.',
    },
    { name: 'one minute', plan: linked(lag(-1), 1, 1), verdict: 'fail', cites: ['a.item', 'b.item'] },
    {
      name: 'a percentage',
      plan: linked({ lag: { amount: -75, unit: 'percent' } }, 1, 2),
      verdict: 'fail',
      figure: [1, 2],
    },
    {
      name: 'as many as may',
      plan: linked(lag(-1), 1, 20),
      params: { share: 0.05 },
      verdict: 'pass',
      figure: 0.05,
    },
  ],
  'dcma.lags': [
    { name: '16 of 63', plan: linked(lag(1), 16, 63), verdict: 'fail', figure: 16 / 63, says: '25.4 %' },
    { name: 'exactly 5 %', plan: linked(lag(1), 1, 20), verdict: 'pass', figure: 0.05 },
    { name: 'just above it', plan: linked(lag(1), 1, 19), verdict: 'fail', figure: [1, 19] },
    { name: 'of nothing', plan: linked(lag(0), 20, 20), verdict: 'pass', figure: [0, 20] },
    { name: 'leads are none', plan: linked(lag(-1), 20, 20), verdict: 'pass', figure: [0, 20] },
  ],
  'dcma.relationship-types': [
    {
      name: '59 of 63',
      plan: linked({ type: 'SS' }, 4, 63),
      verdict: 'pass',
      figure: 59 / 63,
      says: '93.7 %',
      cites: Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? 'a.item' : 'b.item')),
    },
    { name: 'exactly 90 %', plan: linked({ type: 'FF' }, 1, 10), verdict: 'pass', figure: 0.9 },
    {
      name: 'just below it',
      plan: linked({ type: 'SF' }, 1, 9),
      verdict: 'fail',
      figure: [8, 9],
      says: 'at least 90 %',
    },
  ],
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })

  test('links that nobody has drawn are none, and no links are nothing to divide by', () => {
    const members = { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', origin: 'milestone' }] } as const
    expect(judged(rule, members).verdict).toBe('not_applicable')
    expect(judged(rule, {}).message).toBe('There are no links.')
  })

  test('unknown where the schedule does not tell its links, or there is none', () => {
    expect(judged(rule, { schedule: { links: undefined } }).verdict).toBe('unknown')
    const none = { projects: [{ id: 'dock', title: 'Dock' }], records: [], facts: { schedule: [] } }
    expect(judged(rule, none).verdict).toBe('unknown')
  })
})

test('an end outside of the project is no evidence', () => {
  const plan: PlanLines = { tasks: { a: {} }, links: [{ link: 'a>elsewhere', external: true, ...lag(-60) }] }
  const { verdict, evidence } = judged('dcma.leads', plan)
  expect([verdict, evidence.length]).toEqual(['fail', 1])
})

test('names at most a hundred pieces of evidence; the figure counts all, in an order of its own', () => {
  const links = Array.from({ length: 150 }, (_, at) => ({ link: `a>${at}` as const, ...lag(-60) }))
  const plan: PlanLines = { tasks: { a: {} }, links }
  const { evidence, figure } = judged('dcma.leads', plan)
  expect([evidence.length, figure?.part]).toEqual([100, 150])
})
