import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'
import type { PlanLines } from '../test-support/plan-data.ts'
import { one } from '../test-support/plans.ts'

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

const TABLES: Readonly<Record<string, readonly Expected[]>> = {
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
}

describe.each(Object.entries(TABLES))('%s', (rule, table) => {
  test.each(table)('$name', (line) => {
    expect(told(rule, line)).toEqual(expected(line))
  })
})
