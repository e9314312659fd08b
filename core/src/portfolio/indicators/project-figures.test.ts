import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Indicator } from './indicator.ts'
import { undecided, type ItemFact } from './item-fact.ts'
import { evidenceOf, Tally } from './measure.ts'
import { lookContext, measuresOf, ProjectFigures, type ProjectContext } from './project-figures.ts'
import { PROGRESS_BY_METHOD } from './progress-measures.ts'

const today = '2026-03-10'
const fact = (ref: string, more: Partial<ItemFact> = {}): ItemFact => ({
  kind: 'workItem',
  connection: 'gh',
  ref,
  title: `Item ${ref}`,
  category: 'todo',
  isMilestone: false,
  started: false,
  ...more,
})
const done = { category: 'done', started: true } as const

function figures(
  facts: readonly ItemFact[],
  project: Partial<ProjectDefinition> = {},
  context: Partial<ProjectContext> = {},
): (id: string) => Indicator {
  const made = new ProjectFigures({
    project: { id: 'web', name: 'Web', sources: [], ...project },
    today,
    asOf: [{ connection: 'gh', asOf: today, stale: false }],
    ...context,
  })
  for (const one of facts) made.add(one)
  const all = made.indicators()
  return (id) => {
    const found = all.find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no figure ${id}.`)
    return found
  }
}

describe('figures of a project', () => {
  test('a finish after the agreed day is red, and one without a day for every item is not green', () => {
    const items = [fact('1', { finish: '2026-04-02' }), fact('2', { finish: '2026-03-20' })]
    expect(figures(items, { committedFinish: '2026-03-31' })('finish')).toMatchObject({
      value: { type: 'day', day: '2026-04-02' },
      light: 'red',
      because: 'By the days that items name, it finishes on 2026-04-02, 2 days later than agreed.',
      evidence: [{ of: { ref: '1' } }, { of: { ref: '2' } }],
    })
    expect(figures(items, { committedFinish: '2026-04-30' })('finish').light).toBe('green')
    const gap = [...items, fact('3')]
    expect(figures(gap, { committedFinish: '2026-04-30' })('finish')).toMatchObject({
      light: 'unknown',
      coverage: { known: 2, needed: 3 },
    })
  })

  test('when finished items alone say something, finish and progress of the whole are unknown', () => {
    const over = fact('1', { ...done, finish: '2026-02-01', percent: 100 })
    const begun = fact('2', { category: 'in_progress', started: true })
    const told = figures([over, begun], { progress: { method: 'stated' } })
    expect(told('finish').value).toBeUndefined()
    expect(told('progress').value).toBeUndefined()
    expect(figures([over])('finish').value).toEqual({ type: 'day', day: '2026-02-01' })
    const dated = figures([over, begun, fact('3', { finish: '2026-04-01' })])
    expect(dated('finish').value).toEqual({ type: 'day', day: '2026-04-01' })
  })

  test('a few items that name a day keep no promise of the whole, and can break one', () => {
    const baseline = { number: 1, name: 'Agreed', finish: '2026-04-30' }
    const commitments = [{ name: 'Launch', date: '2026-04-30' }]
    const some = [fact('1', { finish: '2026-04-02' }), fact('2')]
    const told = figures(some, { commitments }, { baseline })
    expect(told('baseline-slip')).toMatchObject({ light: 'unknown', state: 'partial' })
    expect(told('commitments')).toMatchObject({ light: 'unknown', coverage: { known: 0, needed: 1 } })
    const all = figures([some[0] ?? fact('1')], { commitments }, { baseline })
    expect(all('baseline-slip').light).toBe('green')
    expect(all('commitments').light).toBe('green')
    const late = figures([fact('1', { finish: '2026-05-02' }), fact('2')], { commitments }, { baseline })
    expect(late('baseline-slip')).toMatchObject({
      light: 'amber',
      because: 'By the days that items name, the finish has moved by 2 days to 2026-05-02.',
    })
    expect(late('commitments').light).toBe('red')
  })

  test('no figure that rests on days is green where an item names none or a source is old', () => {
    const day = fc.option(fc.constantFrom('2026-03-01', '2026-03-20', '2026-05-01'), { nil: undefined })
    const item = fc.record({ finish: day, start: day, isDone: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        day,
        (items, stale, promised) => {
          const facts = items.map(({ finish, start, isDone }, at) =>
            fact(String(at), {
              ...(isDone && done),
              ...(finish !== undefined && { finish }),
              ...(start !== undefined && { start }),
            }),
          )
          const told = figures(
            facts,
            {
              committedStart: '2026-02-01',
              committedFinish: '2026-06-01',
              commitments: [{ name: 'Launch', date: '2026-06-01' }],
            },
            {
              asOf: [{ connection: 'gh', asOf: today, stale }],
              baseline: { number: 1, name: 'Agreed', ...(promised !== undefined && { finish: promised }) },
            },
          )
          const isGreen = (id: string): boolean => told(id).light === 'green'
          const lacksFinish = items.some(({ finish }) => finish === undefined)
          const byFinish = ['finish', 'baseline-slip', 'commitments'].some(isGreen)
          expect(byFinish && (lacksFinish || stale)).toBe(false)
          expect(isGreen('baseline-slip') && promised === undefined).toBe(false)
          expect(isGreen('start') && (stale || items.some(({ start }) => start === undefined))).toBe(false)
          const lacksDay = items.some(({ finish, isDone }) => !isDone && finish === undefined)
          expect(isGreen('overdue') && (stale || lacksDay)).toBe(false)
          expect(isGreen('status') && (stale || lacksFinish)).toBe(false)
        },
      ),
    )
  })

  test('a budget that nothing tells the cost of is unknown, and what nobody began asks for none', () => {
    const budget = [{ amount: '100.00', currency: 'USD' }]
    const told = figures([fact('1'), fact('2', done)], { budget })
    expect(told('cost-planned')).toMatchObject({ light: 'unknown', yardstick: 'The budget is 100 USD.' })
    expect(told('cost-actual')).toMatchObject({ light: 'unknown' })
    expect(figures([fact('1')], { budget })('cost-actual').light).toBeUndefined()
    expect(figures([fact('1')])('cost-planned').light).toBeUndefined()
  })

  test('sentences begin once and count what they tell', () => {
    const told = figures([fact('1', { finish: '2026-03-01' })], { committedStart: '2026-03-01' })
    expect(told('start').because).toBe(
      'No item says that it has begun; it was agreed to start on 2026-03-01.',
    )
    expect(told('overdue').because).toBe('1 of 1 open items is past its day.')
    const over = figures([fact('1', { ...done, finish: '2026-03-01' })], { committedFinish: '2026-03-05' })
    expect(over('finish').because).toBe('By the days that items name, it finished on 2026-03-01, as agreed.')
  })

  test('open items after the agreed day are red although no date says so', () => {
    const told = figures([fact('1')], { committedFinish: '2026-03-09' })
    expect(told('finish')).toMatchObject({
      state: 'unknown',
      light: 'red',
      because: '1 item is open after the agreed day 2026-03-09.',
    })
    expect(told('status').light).toBe('red')
  })

  test('a project without items knows nothing, one whose items are all done has nothing overdue', () => {
    const empty = figures([], { committedFinish: '2026-12-31' })
    const told = ['status', 'start', 'finish', 'overdue', 'progress', 'effort-planned', 'cost-planned']
    expect(told.filter((id) => empty(id).value !== undefined)).toEqual([])
    expect(empty('status').light).toBe('unknown')
    const over = figures([fact('1', { ...done, finish: '2026-03-01', estimate: 60, spent: 60 })])
    expect(over('overdue')).toMatchObject({ value: { count: 0 }, light: 'green' })
    expect(over('effort-remaining')).toMatchObject({ value: { minutes: 0 }, state: 'known' })
    expect(over('status').light).toBe('green')
  })

  test('the light of the overdue is amber for a few and red for many', () => {
    const late = fact('late', { due: '2026-03-09' })
    const rest = (count: number) =>
      Array.from({ length: count }, (_, at) => fact(`${at}`, { due: '2026-03-10' }))
    expect(figures([late, ...rest(9)])('overdue').light).toBe('amber')
    expect(figures([late, ...rest(8)])('overdue').light).toBe('red')
    expect(figures(rest(3))('overdue')).toMatchObject({ value: { count: 0 }, light: 'green' })
  })

  test('an unmoved source makes the status unknown, and a red one stays red', () => {
    const stale = { asOf: [{ connection: 'gh', asOf: '2026-01-01T00:00:00Z', stale: true }] }
    const items = [fact('1', { finish: '2026-04-02', due: '2026-04-02' })]
    expect(figures(items, {}, stale)('status')).toMatchObject({ light: 'unknown', actions: ['Sync gh.'] })
    expect(figures(items, { committedFinish: '2026-03-31' }, stale)('status').light).toBe('red')
  })

  test('cost is held against the budget in each currency, and never added without a rate', () => {
    const items = [
      fact('1', { ...done, actualCost: { amount: '900.00', currency: 'EUR' } }),
      fact('2', { ...done, actualCost: { amount: '200.00', currency: 'USD' } }),
    ]
    const budget = [{ amount: '1000.00', currency: 'EUR' }]
    expect(figures(items, { budget })('cost-actual')).toMatchObject({
      light: 'unknown',
      value: {
        amounts: [
          { amount: '900', currency: 'EUR' },
          { amount: '200', currency: 'USD' },
        ],
      },
      assumptions: [expect.stringContaining('200 USD cannot be held against the budget')],
    })
    const rates = [{ currency: 'USD', rate: '0.9', from: '2026-01-01' }]
    const told = figures(items, { budget }, { currency: { currency: 'EUR', rates } })('cost-actual')
    expect(told).toMatchObject({
      light: 'red',
      value: { amounts: [{ amount: '1080', currency: 'EUR' }] },
      assumptions: ['1 USD is 0.9 EUR since 2026-01-01.'],
    })
  })

  test('commitments are kept by items, milestones or the whole, and one that nothing keeps is unknown', () => {
    const items = [
      fact('1', { key: 'WEB-1', finish: '2026-04-01' }),
      fact('beta', { kind: 'milestone', title: 'Beta', isMilestone: true, finish: '2026-05-01' }),
      fact('2', { ...done, key: 'WEB-2', finish: '2026-03-01' }),
      fact('3', { category: 'cancelled', key: 'WEB-3', finish: '2026-03-01' }),
    ]
    const commitments = [
      { name: 'One', date: '2026-03-31', item: 'WEB-1' },
      { name: 'Beta', date: '2026-05-01', item: 'Beta' },
      { name: 'Two', date: '2026-03-01', item: 'gh/2' },
      { name: 'Three', date: '2026-03-01', item: 'WEB-3' },
      { name: 'All', date: '2026-06-01' },
    ]
    const broken = figures(items, { commitments })('commitments')
    expect(broken).toMatchObject({
      light: 'red',
      because: 'Broken: One.',
      value: { count: 1 },
      coverage: { known: 4, needed: 5 },
    })
    const kept = figures(items, { commitments: commitments.slice(1, 3) })('commitments')
    expect(kept).toMatchObject({ light: 'green', value: { count: 0 } })
    const passed = figures([fact('1', { key: 'WEB-1', finish: '2026-03-05' })], {
      commitments: [{ name: 'Passed', date: '2026-03-09', item: 'WEB-1' }],
    })
    expect(passed('commitments').light).toBe('red')
  })

  test('an item of which nothing tells is missed by every figure', () => {
    const told = figures([
      fact('1', { ...done, finish: '2026-03-01', estimate: 60 }),
      undecided({ connection: 'gh', ref: '2', title: '2' }),
    ])
    const missing = ['start', 'finish', 'overdue', 'progress', 'effort-planned', 'effort-remaining'].filter(
      (id) => told(id).coverage.known === told(id).coverage.needed,
    )
    expect(missing).toEqual([])
    expect(told('status').light).toBe('unknown')
  })

  test('the finish moves against the baseline that counts', () => {
    const items = [fact('1', { finish: '2026-04-10' })]
    const slipped = figures(items, {}, { baseline: { number: 2, name: 'Approved', finish: '2026-04-03' } })
    expect(slipped('baseline-slip')).toMatchObject({ value: { type: 'days', days: 7 }, light: 'amber' })
    const dateless = figures(items, {}, { baseline: { number: 2, name: 'Approved' } })
    expect(dateless('baseline-slip')).toMatchObject({ state: 'unknown', light: 'unknown' })
  })

  test('a phase that should be over is amber and names its gate', () => {
    const phases = [
      { name: 'Planning', start: '2026-01-01', finish: '2026-03-01', gate: 'Ready to build' },
      { name: 'Build', start: '2026-03-02', finish: '2026-06-01' },
    ]
    const at = (more: object) => figures([], { phases, ...more })('phase')
    expect(at({ phase: 'Planning' })).toMatchObject({
      light: 'amber',
      because: 'Planning should have ended 9 days ago.',
      actions: ['Hold the decision Ready to build, or plan the phases anew.'],
    })
    expect(at({})).toMatchObject({ light: 'green', value: { text: 'Build' } })
  })
})

describe('progress', () => {
  const items = [
    fact('1', { ...done, estimate: 600, spent: 900, start: '2026-03-01', finish: '2026-03-04' }),
    fact('2', {
      category: 'in_progress',
      started: true,
      estimate: 300,
      spent: 150,
      remaining: 50,
      percent: 100,
      start: '2026-03-06',
      finish: '2026-03-15',
    }),
    fact('3', { estimate: 100, start: '2026-04-01', finish: '2026-04-06' }),
    fact('m', { kind: 'milestone', key: 'M', isMilestone: true, category: 'done' }),
    fact('n', { kind: 'milestone', key: 'N', isMilestone: true }),
    fact('x', { category: 'cancelled' }),
  ]
  const share = (progress: ProjectDefinition['progress']) => {
    const { value } = figures(items, { progress })('progress')
    return value?.type === 'share' ? value.share : undefined
  }

  test('each declared method measures by its own', () => {
    expect(share({ method: 'stated' })).toBeCloseTo((1 + 0.99 + 0) / 3)
    expect(share({ method: 'remaining_duration' })).toBeCloseTo((4 + 10 * 0.4) / 20)
    expect(share({ method: 'effort_spent' })).toBeCloseTo((900 + 200 * 0.75) / 1200)
    expect(share({ method: 'earned_value' })).toBeCloseTo((600 + 300 * 0.99) / 1000)
    expect(share({ method: 'weighted_milestones' })).toBeCloseTo(1 / 2)
    expect(share({ method: 'weighted_milestones', weights: { M: 1, 'gh/n': 3 } })).toBeCloseTo(1 / 4)
    expect(share(undefined)).toBeCloseTo(1 / 3)
  })

  test('hours booked to the estimate do not make an open item done', () => {
    const booked = [fact('1', { category: 'in_progress', started: true, estimate: 60, spent: 60 })]
    const { value } = figures(booked, { progress: { method: 'effort_spent' } })('progress')
    expect(value).toEqual({ type: 'share', share: 0.99 })
  })

  test('no method makes an open project complete, and a finished one is complete by all that can tell', () => {
    const minutes = fc.option(fc.nat(5000), { nil: undefined })
    const day = fc.option(
      fc.integer({ min: 1, max: 28 }).map((d) => `2026-03-${String(d).padStart(2, '0')}`),
      { nil: undefined },
    )
    const some = fc.record({
      category: fc.constantFrom<ItemFact['category']>('todo', 'in_progress', 'done'),
      started: fc.boolean(),
      isMilestone: fc.boolean(),
      estimate: minutes,
      spent: minutes,
      remaining: minutes,
      percent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
      start: day,
      finish: day,
    })
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (all) => {
        const facts = all.map((one, at) => {
          const given = Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined))
          return { ...fact(`${at}`), ...given }
        })
        for (const measure of Object.values(PROGRESS_BY_METHOD)) {
          const tally = new Tally(measure, { today, weights: {} })
          for (const one of facts) tally.add(one)
          const { value } = tally
          if (value?.type !== 'share') continue
          expect(value.share).toBeGreaterThanOrEqual(0)
          expect(value.share).toBeLessThanOrEqual(1)
          const looked = facts.filter(
            (one) => evidenceOf(measure, one, { today, weights: {} })?.brings !== undefined,
          )
          expect(value.share === 1).toBe(looked.every(({ category }) => category === 'done'))
        }
      }),
    )
  })
})

test('the rows of a figure add up to it again, in whatever order the items come', () => {
  const amounts = fc.array(fc.option(fc.nat(10_000), { nil: undefined }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(amounts, (all) => {
      const facts = all.map((estimate, at) => fact(`${at}`, estimate === undefined ? {} : { estimate }))
      const project: ProjectDefinition = { id: 'web', name: 'Web', sources: [] }
      const measure = measuresOf(project).find(({ id }) => id === 'effort-planned')
      if (measure === undefined) throw new Error('The figure is gone.')
      const look = lookContext({ project, today })
      const rows = facts.flatMap((one) => evidenceOf(measure, one, look) ?? [])
      const sum = rows.reduce(
        (left, { brings }) => left + (brings?.type === 'minutes' ? brings.minutes : 0),
        0,
      )
      const forwards = figures(facts)('effort-planned')
      const backwards = figures(facts.toReversed())('effort-planned')
      expect(forwards.evidenceTotal).toBe(rows.length)
      expect(forwards.value ?? { type: 'minutes', minutes: 0 }).toEqual({ type: 'minutes', minutes: sum })
      expect(backwards.value).toEqual(forwards.value)
      expect(backwards.coverage).toEqual(forwards.coverage)
    }),
  )
})
