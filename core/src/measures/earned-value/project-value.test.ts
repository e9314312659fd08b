import { expect, test } from 'vitest'
import type { BaselineRow, ItemFact } from '../../portfolio/index.ts'
import type { Figure } from '../figure.ts'
import { earnedScheduleTold } from '../earned-schedule/tell-schedule.ts'
import { dayNumber } from './planned-value.ts'
import { projectValue, type ValueRequest } from './project-value.ts'
import { earnedValueTold } from './tell-value.ts'

/** Every day is worked for 8 hours. */
const worked = (day: number): number => day * 480
const euro = (amount: string) => ({ amount, currency: 'EUR' })

const fact = (ref: string, more: Partial<ItemFact> = {}): ItemFact => ({
  kind: 'workItem',
  connection: 'c',
  ref,
  key: ref,
  title: ref,
  category: 'todo',
  isMilestone: false,
  started: false,
  ...more,
})
const row = (ref: string, more: Partial<BaselineRow> = {}): BaselineRow => ({
  connection: 'c',
  kind: 'workItem',
  ref,
  title: ref,
  ...more,
})
const told = (request: Partial<ValueRequest>): Map<string, Figure> => {
  const value = projectValue({ project: { id: 'p' }, facts: [], today: '2026-03-03', worked, ...request })
  return new Map([...earnedValueTold(value), ...earnedScheduleTold(value)].map((one) => [one.id, one]))
}

/** Four sides of a fence, a day each; on the evening of the third, two and a half are done. */
const fence = ['1', '2', '3', '4'].map((day): BaselineRow =>
  row(`side-${day}`, { start: `2026-03-0${day}`, finish: `2026-03-0${day}`, cost: euro('1000.00') }),
)
const built = [
  fact('side-1', { category: 'done', started: true, actualCost: euro('1000'), finish: '2026-03-01' }),
  fact('side-2', { category: 'done', started: true, actualCost: euro('1300'), finish: '2026-03-03' }),
  fact('side-3', { category: 'in_progress', started: true, percent: 50, actualCost: euro('500') }),
  fact('side-4'),
]
const asStated = { id: 'p', progress: { method: 'stated' } } as const

test('tells the value of a project by its baseline, with rows that sum up to it', () => {
  const figures = told({
    project: asStated,
    facts: built,
    baseline: { number: 1, name: 'First', rows: fence },
  })
  const value = (id: string) => figures.get(`earned-value.${id}`)?.value
  expect([value('pv'), value('ev'), value('ac'), value('bac')]).toEqual([3000, 2500, 2800, 4000])
  expect([value('cv'), value('sv'), value('tcpi'), value('complete')]).toEqual([-300, -500, 1.25, 0.625])
  expect(value('eac')).toBeCloseTo(4480, 9)
  expect(figures.get('earned-value.ev')).toMatchObject({
    unit: { currency: 'EUR' },
    coverage: { known: 4, needed: 4 },
    method: expect.stringContaining('Percent complete'),
  })
  const evidence = figures.get('earned-value.ev')?.evidence ?? []
  const brought = evidence.map(({ brings }) =>
    brings?.type === 'money' ? Number(brings.amounts[0]?.amount) : NaN,
  )
  expect(brought.reduce((sum, one) => sum + one, 0)).toBe(2500)
  expect(figures.get('earned-value.cpi')).toMatchObject({ judged: { light: 'red' }, unit: 'ratio' })
  expect(figures.get('earned-schedule.es')?.value).toBe(2.5)
  expect(figures.get('earned-schedule.spi-t')?.value).toBeCloseTo(2.5 / 3, 9)
})

test('work that came after the baseline has no budget, but what it costs counts', () => {
  const figures = told({
    project: asStated,
    facts: [...built, fact('gate', { category: 'done', started: true, actualCost: euro('200') })],
    baseline: {
      number: 1,
      name: 'First',
      rows: [...fence, row('roof', { finish: '2026-03-09', cost: euro('10') })],
    },
  })
  expect(figures.get('earned-value.ac')?.value).toBe(3000)
  expect(figures.get('earned-value.ev')?.value).toBe(2500)
  expect(figures.get('earned-value.bac')?.value).toBe(4010)
  expect(figures.get('earned-value.ev')?.assumptions).toEqual([
    '1 items of the baseline are no longer there; they earn nothing.',
    '1 items came after the baseline; they have no budget and earn nothing, but their cost counts.',
  ])
})

test('without a baseline the present plan stands for it, and being in time is not praised', () => {
  const facts = [
    fact('a', {
      category: 'done',
      started: true,
      estimate: 480,
      spent: 480,
      start: '2026-03-01',
      finish: '2026-03-02',
    }),
  ]
  const figures = told({ facts })
  expect(figures.get('earned-value.spi')).toMatchObject({ value: 1, yardstick: expect.any(String) })
  expect(figures.get('earned-value.spi')).not.toHaveProperty('judged')
  expect(figures.get('earned-value.cpi')).toMatchObject({ judged: { light: 'green' } })
  expect(figures.get('earned-value.bac')).toMatchObject({ unit: 'minutes', value: 480 })
  expect(figures.get('earned-schedule.es')?.value).toBe(2)
  expect(figures.get('earned-schedule.sv-t')?.value).toBe(0)
})

test('what nobody has told is missing from the coverage, not counted as nothing', () => {
  const facts = [
    fact('a', { started: true, category: 'in_progress', estimate: 100, finish: '2026-03-02' }),
    fact('b', { estimate: 100, spent: 40, started: true, category: 'in_progress', percent: 50 }),
    fact('c'),
  ]
  const figures = told({ project: asStated, facts })
  expect(figures.get('earned-value.bac')).toMatchObject({ value: 200, coverage: { known: 2, needed: 3 } })
  expect(figures.get('earned-value.pv')).toMatchObject({ value: 100, coverage: { known: 1, needed: 3 } })
  expect(figures.get('earned-value.ev')).toMatchObject({ value: 50, coverage: { known: 1, needed: 3 } })
  expect(figures.get('earned-value.ac')).toMatchObject({ value: 40, coverage: { known: 1, needed: 2 } })
  expect(figures.get('earned-value.cpi')?.coverage).toMatchObject({ known: 1, needed: 3 })
})

test('divisions by zero are said, points and items have no known cost', () => {
  const figures = told({ facts: [fact('a', { points: 5, finish: '2026-04-01' }), fact('b', { points: 3 })] })
  expect(figures.get('earned-value.spi')).toMatchObject({ unknown: 'Nothing was planned up to the day.' })
  expect(figures.get('earned-value.spi')).not.toHaveProperty('value')
  expect(figures.get('earned-value.cpi')?.unknown).toContain('no known cost')
  expect(figures.get('earned-value.bac')).toMatchObject({ unit: 'points', value: 8 })
  const none = told({})
  expect([...none.values()].filter(({ value }) => value !== undefined)).toEqual([])
})

test('a declared rate makes money of work, milestones and units earn for the whole', () => {
  const facts = [
    fact('a', { category: 'done', started: true, estimate: 600, spent: 660 }),
    fact('b', { estimate: 200 }),
    fact('m', { isMilestone: true, category: 'done' }),
    fact('n', { isMilestone: true }),
  ]
  const rate = { amount: '60.00', currency: 'EUR' }
  const weights = { m: 3, 'c/n': 1 }
  const byMilestones = told({
    project: { id: 'p', progress: { method: 'weighted_milestones', weights, rate } },
    facts,
  })
  expect(byMilestones.get('earned-value.ev')).toMatchObject({ value: 600, unit: { currency: 'EUR' } })
  expect(byMilestones.get('earned-value.ac')?.value).toBe(660)
  const byUnits = told({ project: { id: 'p', progress: { method: 'stated', earning: 'units' } }, facts })
  expect(byUnits.get('earned-value.ev')).toMatchObject({ value: 400, unit: 'minutes' })
})

test('money of another currency counts by its dated rate, or is missing', () => {
  const facts = [
    fact('a', { plannedCost: { amount: '100', currency: 'USD' } }),
    fact('b', { plannedCost: euro('10') }),
  ]
  const rates = { currency: 'EUR', rates: [{ currency: 'USD', rate: '0.5', from: '2026-01-01' }] }
  expect(told({ facts, rates }).get('earned-value.bac')?.value).toBe(60)
  expect(told({ facts, rates: { currency: 'EUR', rates: [] } }).get('earned-value.bac')).toMatchObject({
    value: 10,
    coverage: { known: 1, needed: 2 },
  })
})

test('level of effort never shows a schedule variance', () => {
  const facts = [fact('loe', { estimate: 1000, start: '2026-03-01', finish: '2026-03-10' })]
  const figures = told({
    project: { id: 'p', progress: { method: 'stated', levelOfEffort: ['loe'] } },
    facts,
  })
  expect(figures.get('earned-value.sv')?.value).toBe(0)
  expect(figures.get('earned-value.pv')?.value).toBeCloseTo(300, 9)
})

test('the clock of a finished project stops', () => {
  const facts = [
    fact('a', { category: 'done', started: true, estimate: 60, start: '2026-03-01', finish: '2026-03-06' }),
  ]
  const baseline = {
    number: 1,
    name: 'First',
    rows: [row('a', { start: '2026-03-01', finish: '2026-03-04', work: 60 })],
  }
  const figures = told({ facts, baseline, today: '2026-05-01' })
  expect(figures.get('earned-schedule.sv-t')?.value).toBe(-2)
  expect(figures.get('earned-schedule.spi-t')?.value).toBeCloseTo(4 / 6, 9)
  expect(figures.get('earned-schedule.tspi')).toMatchObject({ unknown: 'The planned duration is over.' })
  expect(dayNumber('1970-01-02')).toBe(1)
})

test('estimates at completion in each of the four ways, and what the rest has to reach for the estimate', () => {
  const work = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((day, index) =>
    fact(`T-${index + 1}`, { start: day, finish: day, estimate: 1000, ...TOLD[index] }),
  )
  const figures = told({ project: asStated, facts: work })
  const value = (id: string) => figures.get(`earned-value.${id}`)?.value
  expect([value('pv'), value('ev'), value('ac'), value('left')]).toEqual([3000, 2500, 2800, 1200])
  expect(value('eac')).toBeCloseTo(4480, 9)
  expect(value('eac-atypical')).toBe(4300)
  expect(value('eac-combined')).toBeCloseTo(2800 + 1500 / ((2500 / 2800) * (2500 / 3000)), 9)
  expect(value('eac-bottom-up')).toBe(4000)
  expect(value('tcpi-eac')).toBe(1.25)
  const silent = told({ project: asStated, facts: [...work, fact('T-5')] })
  for (const id of ['left', 'eac-bottom-up', 'tcpi-eac'])
    expect(silent.get(`earned-value.${id}`)).not.toHaveProperty('value')
  const unsized = told({ project: asStated, facts: [fact('U-1', { category: 'done' }), fact('U-2')] })
  expect(unsized.get('earned-value.left')).toMatchObject({
    coverage: { known: 0, needed: 0 },
    unknown: expect.stringContaining('No tracker tells cost or work') as string,
  })
  const over = told({ project: asStated, facts: work.slice(0, 2) })
  expect(over.get('earned-value.tcpi-eac')).toMatchObject({ unknown: 'Nothing is left to do.' })
  expect(over.get('earned-value.eac-bottom-up')).toMatchObject({ value: 2300 })
})

/** What the trackers tell of four days of work: a fence in minutes. */
const TOLD: readonly Partial<ItemFact>[] = [
  { category: 'done', started: true, spent: 1000 },
  { category: 'done', started: true, spent: 1300 },
  { category: 'in_progress', started: true, percent: 50, spent: 500, remaining: 200 },
  { remaining: 1000 },
]
