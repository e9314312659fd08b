import { expect, test } from 'vitest'
import type { BudgetLines } from './budget-periods.ts'
import { budgetTold } from './tell-budget.ts'

const euro = (amount: number) => ({ amount: String(amount), currency: 'EUR' })
const month = (index: number, more: Partial<BudgetLines[number]>): BudgetLines[number] => {
  const day = Temporal.PlainDate.from('2026-01-01').add({ months: index })
  return {
    id: `b-${index}`,
    line: 'labour',
    from: day.toString(),
    until: day.add({ months: 1 }).subtract({ days: 1 }).toString(),
    planned: euro(0),
    ...more,
  }
}
const budget = [80, 100, 120, 120, 120, 120, 120, 120, 120, 120, 100, 80]
const cost = [100, 120, 140, 140, 140, 140, 120, 100, 80, 40, 0, 0]
const year = budget.map((planned, index) =>
  month(index, {
    planned: euro(planned),
    ...(index < 6 ? { actual: euro(cost[index] ?? 0) } : { forecast: euro(cost[index] ?? 0) }),
  }),
)
const told = (lines: BudgetLines, today = '2026-07-01') =>
  new Map(budgetTold(lines, today).map((figure) => [figure.id.replace('budget.', ''), figure]))

test('a budget that is red today is green at the end, and both are shown', () => {
  const figures = told(year.toReversed())
  const value = (id: string) => figures.get(id)?.value
  expect([value('variance'), value('expected'), value('variance-at-end')]).toEqual([120, 1120, -200])
  expect(value('variance-share')).toBeCloseTo(0.182, 3)
  expect(value('linear')).toBeCloseTo(1560, 9)
  expect([value('last-cost'), value('recovers')]).toEqual(['2026-10-31', '2026-10-31'])
  expect(figures.get('variance')?.judged).toEqual({
    light: 'red',
    because: '120 more than planned. By the forecast it is back within the plan on 2026-10-31.',
  })
  expect(figures.get('variance-at-end')?.judged?.light).toBe('green')
})

test('a tenth beyond the plan is let pass, and the plan itself is good', () => {
  const light = (spent: number) =>
    told([month(0, { planned: euro(100), actual: euro(spent) })]).get('variance')?.judged?.light
  expect([100, 100.01, 110, 110.01].map(light)).toEqual(['green', 'amber', 'amber', 'red'])
})

test('what nobody has told is missing, not nothing', () => {
  const [first, second, ...rest] = year
  const silent = told([first, { ...second, actual: undefined }, ...rest] as BudgetLines)
  expect(silent.get('variance')).toMatchObject({ value: 20, coverage: { known: 1, needed: 6 } })
  expect(silent.get('variance-at-end')).not.toHaveProperty('value')
  const mixed = told([month(0, { planned: euro(5), actual: { amount: '5', currency: 'CHF' } })])
  expect(mixed.get('variance')).not.toHaveProperty('value')
  expect(told([month(0, { planned: euro(0), actual: euro(5) })]).get('linear')).toMatchObject({
    unknown: 'Nothing was planned for them.',
  })
  expect(told([])).toEqual(new Map())
})

test('what was spent in a period that runs does not stand for all of it', () => {
  const running = told([month(0, { planned: euro(100), actual: euro(20), forecast: euro(90) })], '2026-01-31')
  expect(running.get('variance')).not.toHaveProperty('value')
  expect(running.get('expected')?.value).toBe(90)
})

test('currencies are told apart', () => {
  const francs = { planned: { amount: '7', currency: 'CHF' }, actual: { amount: '8', currency: 'CHF' } }
  const figures = told([month(0, { planned: euro(100), actual: euro(90) }), month(0, { id: 'c', ...francs })])
  expect([figures.get('variance-eur')?.value, figures.get('variance-chf')?.value]).toEqual([-10, 1])
})
