import type { StatusCategory } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemFlow } from './item-flow.ts'
import { categoryAt, type HistoryStep, type ItemHistory } from './item-history.ts'
import { iterationFlow, type Stay } from './iteration-flow.ts'
import { percentile } from './percentile.ts'
import { FLOW_WEEKS, mondayOf, projectFlow } from './project-flow.ts'

const at = (text: string): number => Date.parse(`${text.length === 10 ? `${text}T00:00` : text}Z`)
const step = (when: string, from: StatusCategory, to: StatusCategory): HistoryStep => ({
  at: at(when),
  from,
  to,
})

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

test('tells begin, end, cycle and active time of an item that went back and forth', () => {
  const flow = itemFlow(
    history({
      category: 'done',
      created: at('2026-03-01'),
      steps: [
        step('2026-03-02', 'todo', 'in_progress'),
        step('2026-03-04', 'in_progress', 'todo'),
        step('2026-03-07', 'todo', 'in_progress'),
        step('2026-03-08', 'in_progress', 'done'),
        step('2026-03-09', 'done', 'in_progress'),
        step('2026-03-12', 'in_progress', 'done'),
      ],
      blocks: [
        { at: at('2026-03-10'), blocked: true },
        { at: at('2026-03-11'), blocked: false },
      ],
    }),
    at('2026-04-01'),
  )
  expect(flow).toMatchObject({
    state: 'done',
    started: '2026-03-02T00:00:00.000Z',
    finished: '2026-03-12T00:00:00.000Z',
    cycleDays: 10,
    activeDays: 5,
    reopened: 1,
    statusSince: '2026-03-12T00:00:00.000Z',
  })
  expect(flow).not.toHaveProperty('ageDays')
})

test('tells the age of what is in progress, and since when it is blocked', () => {
  const flow = itemFlow(
    history({
      category: 'in_progress',
      blocked: true,
      started: at('2026-03-02'),
      blocks: [{ at: at('2026-03-05'), blocked: true }],
    }),
    at('2026-03-12T12:00'),
  )
  expect(flow).toMatchObject({ state: 'active', ageDays: 10.5, blockedSince: '2026-03-05T00:00:00.000Z' })
})

test('says nothing of what no history tells', () => {
  const seen = at('2026-03-10')
  const flow = itemFlow(history({ category: 'in_progress', since: seen, blocked: true }), at('2026-03-12'))
  expect(flow).toEqual({
    item: { connection: 'c', kind: 'workItem', ref: '1' },
    state: 'active',
    reopened: 0,
    blockedSince: '2026-03-10T00:00:00.000Z',
  })
  const begun = [step('2026-03-11', 'in_progress', 'done')]
  expect(itemFlow(history({ category: 'done', steps: begun }), at('2026-03-12'))).not.toHaveProperty(
    'started',
  )
})

test('nothing tells when an item was last changed that was first seen long after it was made', () => {
  const made = history({ category: 'in_progress', started: at('2026-03-02'), created: at('2026-03-01') })
  expect(itemFlow(made, at('2026-06-01'))).toMatchObject({ lastChanged: '2026-03-01T00:00:00.000Z' })
  const seen = { ...made, since: at('2026-05-31') }
  expect(itemFlow(seen, at('2026-06-01'))).not.toHaveProperty('lastChanged')
  expect(itemFlow({ ...seen, updated: at('2026-05-20') }, at('2026-06-01'))).toMatchObject({
    lastChanged: '2026-05-20T00:00:00.000Z',
  })
})

test('tells the past as it was: what came later does not count', () => {
  const known = history({
    category: 'done',
    created: at('2026-03-01'),
    finished: at('2026-03-09'),
    updated: at('2026-03-10'),
    steps: [step('2026-03-04', 'todo', 'in_progress'), step('2026-03-09', 'in_progress', 'done')],
  })
  expect(itemFlow(known, at('2026-02-28'))).toBeUndefined()
  expect(itemFlow(known, at('2026-03-02'))).toMatchObject({ state: 'waiting' })
  expect(itemFlow(known, at('2026-03-06'))).toMatchObject({
    state: 'active',
    ageDays: 2,
    lastChanged: '2026-03-04T00:00:00.000Z',
  })
  expect(itemFlow(known, at('2026-03-09'))).toMatchObject({ state: 'done', cycleDays: 5 })
})

test('without steps the days of the tracker tell, and before it was first seen nothing does', () => {
  const dated = history({ category: 'done', started: at('2026-03-02'), finished: at('2026-03-05') })
  expect(categoryAt(dated, at('2026-03-01'))).toBe('todo')
  expect(categoryAt(dated, at('2026-03-03'))).toBe('in_progress')
  expect(categoryAt(dated, at('2026-03-06'))).toBe('done')
  expect(
    categoryAt(history({ finished: at('2026-03-05'), category: 'done' }), at('2026-03-01')),
  ).toBeUndefined()
  expect(categoryAt(history({ since: at('2026-03-05') }), at('2026-03-01'))).toBeUndefined()
  expect(categoryAt(history({ category: 'in_progress', started: at('2026-03-05') }), at('2026-03-01'))).toBe(
    'todo',
  )
})

test('the present of any way is its last word, and no time is ever negative', () => {
  const category = fc.constantFrom<StatusCategory>('todo', 'in_progress', 'done', 'cancelled')
  const way = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), category), { maxLength: 8 }).map((all) => {
    const sorted = all.toSorted(([a], [b]) => a - b)
    return sorted.map(([day, to], index): HistoryStep => ({
      at: day * 86_400_000,
      from: sorted[index - 1]?.[1] ?? 'todo',
      to,
    }))
  })
  fc.assert(
    fc.property(way, fc.integer({ min: 0, max: 600 }), (steps, day) => {
      const now = day * 86_400_000
      const known = history({ steps, created: 0, category: steps.at(-1)?.to ?? 'todo' })
      const last = steps.findLast((one) => one.at <= now)
      expect(categoryAt(known, now)).toBe(last?.to ?? 'todo')
      const { cycleDays = 0, activeDays = 0, ageDays = 0 } = itemFlow(known, now) ?? {}
      for (const days of [cycleDays, activeDays, ageDays]) expect(days).toBeGreaterThanOrEqual(0)
      expect(activeDays).toBeLessThanOrEqual(Math.max(cycleDays, ageDays) + 1e-9)
    }),
  )
})

const START = at('2026-03-02T09:00')
const END = at('2026-03-16T09:00')
const stay = (
  ref: string,
  more: Omit<Partial<Stay>, 'history'>,
  steps: readonly HistoryStep[] = [],
): Stay => ({
  history: history({
    item: { connection: 'c', kind: 'workItem', ref },
    created: at('2026-01-01'),
    steps,
    category: steps.at(-1)?.to ?? 'todo',
  }),
  ...more,
})
const refs = (keys: readonly { readonly ref: string }[] | undefined): string[] =>
  (keys ?? []).map(({ ref }) => ref)

test('what was taken on when an iteration began is frozen', () => {
  const done = (when: string) => [step(when, 'todo', 'done')]
  const flow = iterationFlow(
    {
      iteration: { connection: 'c', kind: 'iteration', ref: 's1' },
      title: 'Sprint 1',
      start: START,
      end: END,
      closed: true,
      stays: [
        stay('done', { from: START - 1 }, done('2026-03-10')),
        stay('late', { from: START }, done('2026-03-17')),
        stay('carried', { from: START, until: END }),
        stay('out', { from: START, until: at('2026-03-05') }),
        stay('added', { from: at('2026-03-05') }, done('2026-03-06')),
        stay('before', { from: at('2026-02-01'), until: at('2026-02-10') }),
        stay('after', { from: at('2026-03-20') }),
        stay('somewhen', { from: START, ended: true }),
        stay('back', { from: START, until: at('2026-03-04') }),
        stay('back', { from: at('2026-03-06') }),
        stay('dropped', { from: START }, [step('2026-03-10', 'todo', 'cancelled')]),
      ],
    },
    at('2026-04-01'),
  )
  expect(refs(flow?.committed)).toEqual(['done', 'late', 'carried', 'out', 'back', 'dropped'])
  expect(refs(flow?.added)).toEqual(['added'])
  expect(refs(flow?.removed)).toEqual(['out', 'dropped'])
  expect(refs(flow?.completed)).toEqual(['done', 'added'])
  expect(refs(flow?.spilled)).toEqual(['late', 'carried', 'out', 'back'])
})

test('a running iteration spills nothing yet, and one to come is none', () => {
  const given = {
    iteration: { connection: 'c', kind: 'iteration', ref: 's1' },
    title: 'Sprint 1',
    start: START,
    end: END,
    closed: false,
    stays: [stay('open', { from: START })],
  } as const
  expect(iterationFlow(given, at('2026-03-10'))).toMatchObject({ state: 'active', spilled: [] })
  expect(iterationFlow({ ...given, closed: true }, at('2026-03-10'))).toMatchObject({
    state: 'active',
    spilled: [],
  })
  expect(iterationFlow(given, START - 1)).toBeUndefined()
  const { start: _, ...undated } = given
  expect(iterationFlow(undated, at('2026-03-10'))).toBeUndefined()
})

test('percentiles are values that were measured', () => {
  expect(percentile([], 0.85)).toBeUndefined()
  expect(percentile([7], 0.5)).toBe(7)
  const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
  expect([0.5, 0.85, 0.95, 1].map((share) => percentile(ten, share))).toEqual([5, 9, 10, 10])
})

test('throughput counts whole weeks, empty ones too, and percentiles count the window', () => {
  const items = ['2026-03-02', '2026-03-08', '2026-03-09', '2026-03-18', '2025-01-01'].map((day, index) =>
    history({
      item: { connection: 'c', kind: 'workItem', ref: String(index) },
      category: 'done',
      started: at(day) - (index + 1) * 86_400_000,
      finished: at(day),
    }),
  )
  const flow = projectFlow({ project: 'p', items, iterations: [] }, at('2026-03-18T12:00'))
  expect(flow).toMatchObject({ from: '2025-12-15', until: '2026-03-19' })
  expect(flow).not.toHaveProperty('historySince')
  expect(flow.throughput).toHaveLength(FLOW_WEEKS)
  expect(flow.throughput.slice(-3)).toEqual([
    { week: '2026-02-23', finished: 0 },
    { week: '2026-03-02', finished: 2 },
    { week: '2026-03-09', finished: 1 },
  ])
  expect(flow.cycle).toEqual({ samples: 4, p50: 2, p85: 4, p95: 4 })
  expect([0, 3, 4, 10].map(mondayOf)).toEqual([-3, -3, 4, 4])
})
