import { describe, expect, test } from 'vitest'
import { expected, told, type Expected } from '../test-support/judged.ts'

const done = { statusCategory: 'done' } as const

/** A chain of tasks `1>2>…`, as many as asked for, and `more` that hang on nothing. */
function chain(length: number, more: number): Expected['plan'] {
  const names = Array.from({ length }, (_, at) => `c${String(at + 1).padStart(2, '0')}`)
  const loose = Array.from({ length: more }, (_, at) => `x${at + 1}`)
  return {
    tasks: Object.fromEntries([...names, ...loose].map((name) => [name, {}])),
    links: names.slice(1).map((name, at) => `${names[at]}>${name}` as const),
  }
}

const TABLE: readonly Expected[] = [
  {
    name: 'one start and one end are open, as everywhere',
    plan: chain(3, 0),
    verdict: 'pass',
    figure: [2, 3],
    cites: ['c01', 'c03'],
    says: 'only the first lacks a predecessor',
  },
  {
    name: 'they are counted where a PMO says so',
    plan: chain(3, 0),
    params: { openEnds: false },
    verdict: 'fail',
    figure: [2, 3],
  },
  {
    name: 'a task hangs on nothing',
    plan: chain(3, 1),
    verdict: 'fail',
    figure: [3, 4],
    says: '2 without predecessor and 2 without',
  },
  {
    name: 'two starts are one too many',
    plan: { tasks: { a: {}, b: {}, c: {} }, links: ['a>c', 'b>c'] },
    verdict: 'fail',
    figure: [3, 3],
    cites: ['a', 'b', 'c'],
  },
  {
    name: 'two ends are one too many',
    plan: { tasks: { a: {}, b: {}, c: {} }, links: ['a>b', 'a>c'] },
    verdict: 'fail',
    figure: [3, 3],
  },
  {
    name: 'exactly the share passes',
    plan: chain(60, 0),
    params: { openEnds: false, share: 2 / 60 },
    verdict: 'pass',
    figure: 2 / 60,
    says: '2 of 60 incomplete tasks lack',
  },
  {
    name: 'a little more does not',
    plan: chain(59, 0),
    params: { openEnds: false, share: 2 / 60 },
    verdict: 'fail',
  },
  {
    name: 'finished tasks and summaries are not counted',
    plan: {
      tasks: {
        a: done,
        b: { finished: '2027-02-01' },
        s: { dates: { summary: true } },
        t: { summary: true, dates: null },
        c: { parent: 't' },
      },
    },
    params: { openEnds: false },
    verdict: 'fail',
    figure: [1, 1],
    cites: ['c'],
  },
  {
    name: 'that it belongs to a milestone links nothing',
    plan: { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', origin: 'milestone' }] },
    verdict: 'fail',
    figure: [2, 2],
  },
  {
    name: 'links of a summary count where a PMO says so',
    plan: {
      tasks: { s: { summary: true }, u: { summary: true, parent: 's' }, a: { parent: 'u' }, z: {} },
      links: ['s>z', 'z>s'],
    },
    params: { summaryLinks: true, openEnds: false },
    verdict: 'pass',
    figure: [0, 2],
  },
  {
    name: 'else they do not',
    plan: { tasks: { s: { summary: true }, a: { parent: 's' }, z: {} }, links: ['s>z', 'z>s'] },
    params: { openEnds: false },
    verdict: 'fail',
    figure: [1, 2],
    cites: ['a'],
  },
  {
    name: 'a ring of parents ends',
    plan: {
      tasks: { s: { parent: 'a', summary: true }, a: { parent: 's', dates: { summary: false } } },
      links: [],
    },
    params: { summaryLinks: true, openEnds: false },
    verdict: 'fail',
    figure: [1, 1],
  },
  { name: 'nothing is left to do', plan: { tasks: { a: done } }, verdict: 'not_applicable' },
  {
    name: 'no links are told',
    plan: { tasks: { a: {} }, schedule: { links: undefined } },
    verdict: 'unknown',
  },
]

describe('dcma.logic', () => {
  test.each(TABLE)('$name', (line) => {
    expect(told('dcma.logic', line)).toEqual(expected(line))
  })
})
