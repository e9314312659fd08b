import type { StatusCategory } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../earned-value/planned-value.ts'
import { projectValue, type ValueRequest } from '../earned-value/project-value.ts'
import { valueTotals } from '../earned-value/value-totals.ts'
import { categoryAt, type ItemHistory } from '../flow/item-history.ts'
import { projectFlow } from '../flow/project-flow.ts'
import { flowTold } from '../flow/tell-flow.ts'
import { atOnce } from '../steps.ts'
import { MS_A_DAY } from '../time.ts'
import type { ItemFact } from '../../portfolio/index.ts'
import { aging } from './aging.ts'
import { burnUpPoints, coneFinish, conePoints } from './burn-up.ts'
import { cycleTimes } from './cycle-times.ts'
import { daySamples } from './day-samples.ts'
import { StateCounts } from './state-counts.ts'
import { throughputCone } from './throughput-cone.ts'
import { valueCurves } from './value-curves.ts'

const NOW = Date.parse('2026-03-18T12:00:00Z')
const STATES: readonly StatusCategory[] = ['todo', 'in_progress', 'done', 'cancelled']
const COUNTED = { todo: 'todo', in_progress: 'inProgress', done: 'done', cancelled: 'cancelled' } as const

function history(more: Partial<ItemHistory> = {}): ItemHistory {
  return {
    item: { connection: 'c', kind: 'workItem', ref: '1' },
    title: 'One',
    category: 'todo',
    blocked: false,
    steps: [],
    blocks: [],
    ...more,
  }
}

/** Ways of items around the window of the curves, with every kind of gap in what is known. */
const histories = fc.array(
  fc
    .record(
      {
        category: fc.constantFrom(...STATES),
        created: fc.integer({ min: NOW - 30 * MS_A_DAY, max: NOW + MS_A_DAY }),
        started: fc.integer({ min: NOW - 25 * MS_A_DAY, max: NOW + MS_A_DAY }),
        finished: fc.integer({ min: NOW - 20 * MS_A_DAY, max: NOW + MS_A_DAY }),
        since: fc.integer({ min: NOW - 20 * MS_A_DAY, max: NOW }),
        steps: fc
          .array(
            fc.record(
              {
                at: fc.integer({ min: NOW - 25 * MS_A_DAY, max: NOW + MS_A_DAY }),
                from: fc.constantFrom(...STATES),
                to: fc.constantFrom(...STATES),
              },
              { requiredKeys: ['at'] },
            ),
            { maxLength: 4 },
          )
          .map((steps) => steps.toSorted((a, b) => a.at - b.at)),
      },
      { requiredKeys: ['category', 'steps'] },
    )
    .map((one) => history(one)),
  { maxLength: 12 },
)

const rising = (a: number, b: number): number => a - b

function counts(items: readonly ItemHistory[], days: number) {
  const told = new StateCounts(daySamples(NOW, days))
  for (const item of items) told.add(item)
  return told.told()
}

describe('cumulative flow', () => {
  test('counts each day what a look at every item on its own counts', () => {
    fc.assert(
      fc.property(histories, (items) => {
        const samples = daySamples(NOW, 20)
        const points = counts(items, 20)
        for (const [index, { day, at }] of samples.entries()) {
          const expected = { day, todo: 0, inProgress: 0, done: 0, cancelled: 0, unknown: 0 }
          for (const item of items) {
            const category = categoryAt(item, at)
            if (category !== undefined) expected[COUNTED[category]] += 1
            else if (item.created === undefined || item.created <= at) expected.unknown += 1
          }
          expect(points[index]).toEqual(expected)
        }
      }),
    )
  })

  test('ends with the figures of flow', () => {
    fc.assert(
      fc.property(histories, (items) => {
        const flow = projectFlow({ project: 'p', items, iterations: [] }, NOW)
        const last = counts(items, 3).at(-1)
        const figure = flowTold(flow, () => undefined).find(({ id }) => id === 'flow.wip')
        expect(last?.inProgress ?? 0).toBe(figure?.value ?? 0)
        expect(last?.done ?? 0).toBe(flow.items.filter(({ state }) => state === 'done').length)
      }),
    )
  })

  test('a day is told as of its last second, today as of now', () => {
    expect(daySamples(NOW, 2)).toEqual([
      { day: '2026-03-17', at: Date.parse('2026-03-17T23:59:59Z') },
      { day: '2026-03-18', at: NOW },
    ])
  })
})

describe('cycle times and aging', () => {
  test('have the percentiles and the old items that the figures of flow have', () => {
    fc.assert(
      fc.property(histories, (items) => {
        const flow = projectFlow({ project: 'p', items, iterations: [] }, NOW)
        const { percentiles, points } = atOnce(cycleTimes(items, NOW, flow.from))
        expect(points.map(({ days }) => days).toSorted(rising)).toEqual(
          flow.items
            .flatMap(({ finished, cycleDays }) => ((finished ?? '') >= flow.from ? (cycleDays ?? []) : []))
            .toSorted(rising),
        )
        const { cycle } = flow
        expect({ ...percentiles, p70: 0 }).toEqual({ ...cycle, p70: 0 })
        const old = flowTold(flow, () => undefined).find(({ id }) => id === 'flow.aging')?.value
        const { points: active } = atOnce(aging(items, NOW, flow.from))
        const isOld = active.filter((point) => point.isOld === true).length
        // Where the figure is not told, no item is called old.
        expect(isOld).toBe(old ?? 0)
        expect(active).toHaveLength(flow.items.filter(({ state }) => state === 'active').length)
      }),
    )
  })

  test('tells at which age finished items left each status, and what is there now', () => {
    const at = (day: number) => Date.parse('2026-03-01T00:00:00Z') + day * MS_A_DAY
    const done = history({
      category: 'done',
      status: 'Shut',
      steps: [
        { at: at(0), from: 'todo', to: 'in_progress', fromStatus: 'Open', toStatus: 'Doing' },
        { at: at(2), from: 'in_progress', to: 'in_progress', fromStatus: 'Doing', toStatus: 'Review' },
        { at: at(3), from: 'in_progress', to: 'in_progress', fromStatus: 'Review', toStatus: 'Doing' },
        { at: at(4), from: 'in_progress', to: 'in_progress', fromStatus: 'Doing', toStatus: 'Review' },
        { at: at(6), from: 'in_progress', to: 'done', fromStatus: 'Review', toStatus: 'Shut' },
      ],
    })
    const active = history({
      category: 'in_progress',
      status: 'Review',
      url: 'https://tracker.example/2',
      steps: [
        { at: at(5), from: 'todo', to: 'in_progress', fromStatus: 'Open', toStatus: 'Doing' },
        { at: at(9), from: 'in_progress', to: 'in_progress', fromStatus: 'Doing', toStatus: 'Review' },
      ],
    })
    const told = atOnce(aging([done, active], at(10), '2026-02-01'))
    expect(told.statuses).toMatchObject([
      { status: 'Doing', left: { samples: 1, p85: 4 } },
      { status: 'Review', left: { samples: 1, p85: 6 } },
    ])
    expect(told.points).toMatchObject([{ status: 'Review', days: 5, url: 'https://tracker.example/2' }])
    expect(told.points[0]).not.toHaveProperty('isOld')
    // As it was a day before it came to review.
    expect(atOnce(aging([done, active], at(8), '2026-02-01')).points).toMatchObject([
      { status: 'Doing', days: 3 },
    ])
  })
})

describe('the cone', () => {
  test('has the chances that counting all courses has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 8 }),
        (past, items) => {
          let courses = [0]
          for (const week of throughputCone(past, items)) {
            if (week.weeks > 5) break
            if (week.weeks > 0)
              courses = courses.flatMap((done) => past.map((count) => Math.min(items, done + count)))
            const sorted = courses.toSorted((a, b) => a - b)
            const at = (share: number) => sorted[Math.ceil(share * sorted.length - 1e-6) - 1]
            expect([week.p10, week.p50, week.p90]).toEqual([at(0.1), at(0.5), at(0.9)])
            expect(week.allDone).toBeCloseTo(
              courses.filter((done) => done === items).length / courses.length,
              9,
            )
          }
        },
      ),
    )
  })

  test('tells nothing where nothing was ever finished, and ends at once where nothing is left', () => {
    expect([...throughputCone([0, 0], 5)]).toEqual([])
    expect([...throughputCone([], 5)]).toEqual([])
    expect([...throughputCone([2], 0)]).toEqual([{ weeks: 0, p10: 0, p50: 0, p90: 0, allDone: 1 }])
  })

  test('goes on from what is done, and says by when all is', () => {
    const [from] = burnUpPoints([
      { day: '2026-03-18', todo: 3, inProgress: 1, done: 6, cancelled: 9, unknown: 0 },
    ])
    expect(from).toEqual({ day: '2026-03-18', scope: 10, done: 6, unknown: 0 })
    const cone = [...throughputCone([1, 3], 4)]
    expect(from && conePoints(cone, from).slice(0, 2)).toEqual([
      { day: '2026-03-18', p10: 6, p50: 6, p90: 6 },
      { day: '2026-03-25', p10: 7, p50: 7, p90: 9 },
    ])
    expect(coneFinish(cone, '2026-03-18')).toEqual({
      p10: '2026-04-01',
      p50: '2026-04-01',
      p90: '2026-04-15',
    })
  })
})

describe('curves of value', () => {
  const fact = {
    kind: 'workItem',
    connection: 'c',
    isMilestone: false,
    estimate: 600,
    start: '2026-03-02',
    finish: '2026-03-06',
  } as const
  const request: ValueRequest = {
    project: { id: 'p' },
    today: '2026-03-18',
    worked: (day) => day,
    facts: [
      { ...fact, ref: '1', title: 'Done', category: 'done', started: true, spent: 900 },
      {
        ...fact,
        ref: '2',
        title: 'Begun',
        category: 'in_progress',
        started: true,
        finish: '2026-03-20',
        spent: 300,
      },
      { ...fact, ref: '3', title: 'To come', category: 'todo', started: false, finish: '2026-03-20' },
    ],
  }
  const withoutSpent = (one: ItemFact): ItemFact => {
    const rest: { spent?: number } & Omit<ItemFact, 'spent'> = { ...one }
    delete rest.spent
    return rest
  }
  const curvesOf = (
    more: Partial<Parameters<typeof valueCurves>[0]> = {},
    asked: Partial<ValueRequest> = {},
  ) => {
    const value = projectValue({ ...request, ...asked })
    const { points, assumptions } = atOnce(
      valueCurves({
        value,
        histories: new Map(),
        booked: new Map(),
        worked: request.worked,
        method: 'zero_hundred',
        ...more,
      }),
    )
    return { points, assumptions, totals: valueTotals(value) }
  }

  test('stand today where the figures stand, and tell only the plan of days to come', () => {
    const { points, totals } = curvesOf()
    expect(points.find(({ day }) => day === '2026-03-18')).toEqual({
      day: '2026-03-18',
      planned: totals.planned.value,
      earned: totals.earned.value,
      actual: totals.actual.value,
    })
    expect(points.at(-1)).toEqual({ day: '2026-03-20', planned: totals.budget.value })
    expect(points.find(({ day }) => day === '2026-03-05')?.earned).toBe(0)
    expect(points.find(({ day }) => day === '2026-03-06')?.earned).toBe(600)
  })

  test('follow bookings day by day, and say where a sum is spread instead', () => {
    const booked = new Map([
      [
        'c\n1',
        [
          { day: dayNumber('2026-03-03'), minutes: 300 },
          { day: dayNumber('2026-03-05'), minutes: 600 },
        ],
      ],
      ['c\n2', [{ day: dayNumber('2026-03-10'), minutes: 300 }]],
    ])
    const { points, assumptions } = curvesOf({ booked })
    const actual = (on: string) => points.find(({ day }) => day === on)?.actual
    expect(['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-09', '2026-03-10'].map(actual)).toEqual([
      0, 300, 900, 900, 1200,
    ])
    expect(assumptions).toEqual([])
    expect(curvesOf().assumptions.join(' ')).toContain('What 2 items cost is told as a sum alone')
  })

  test('what is done by the history of an item earns from then on, though it was reopened between', () => {
    const at = (text: string) => Date.parse(`${text}T09:00:00Z`)
    const one = history({
      category: 'done',
      steps: [
        { at: at('2026-03-03'), from: 'todo', to: 'done' },
        { at: at('2026-03-04'), from: 'done', to: 'in_progress' },
        { at: at('2026-03-06'), from: 'in_progress', to: 'done' },
      ],
    })
    const { points } = curvesOf({ histories: new Map([['c\n1', one]]) })
    const earned = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'].map(
      (on) => points.find(({ day }) => day === on)?.earned,
    )
    expect(earned).toEqual([0, 600, 0, 0, 600])
  })

  test('a value that nobody tells is missing from its curve, never zero', () => {
    const { points } = curvesOf({}, { facts: request.facts.map((one) => withoutSpent(one)) })
    expect(points.some(({ actual }) => actual !== undefined)).toBe(false)
    expect(points.some(({ earned }) => earned !== undefined)).toBe(true)
    expect(curvesOf({}, { facts: [] }).points).toEqual([{ day: '2026-03-18' }])
  })
})
