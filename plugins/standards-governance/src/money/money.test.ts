import type { GovernanceFact, IndicatorFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said, TODAY } from '../test-support/house.ts'
import { budgetAtCompletion, budgetToDate, contingency } from './budget.ts'
import { minus, plus, quotient, shown, sum, toNumber, ZERO } from './decimal.ts'
import {
  believableEstimate,
  costPerformance,
  realisticEstimate,
  schedulePerformance,
} from './earned-value.ts'

type Line = GovernanceFact['budget'][number]
interface Amounts {
  readonly planned: string
  readonly actual?: string
  readonly forecast?: string
}

const month = (index: number): { readonly from: string; readonly until: string } => {
  const first = Temporal.PlainDate.from('2027-01-01').add({ months: index })
  return { from: first.toString(), until: first.add({ months: 1 }).subtract({ days: 1 }).toString() }
}

function lineOf(index: number, amounts: Amounts, currency = 'EUR', line = 'labour'): Line {
  const { planned, actual, forecast } = amounts
  return {
    id: `B-${index}-${currency}`,
    line,
    ...month(index),
    planned: { amount: planned, currency },
    ...(actual !== undefined && { actual: { amount: actual, currency } }),
    ...(forecast !== undefined && { forecast: { amount: forecast, currency } }),
  }
}

test('amounts are added without loss', () => {
  const [a, b] = [sum([{ amount: '0.1', currency: 'EUR' }]), sum([{ amount: '0.2', currency: 'EUR' }])]
  expect(shown(plus(a, b))).toBe('0.3')
  expect(shown(minus(a, b))).toBe('-0.1')
  expect(
    shown(
      sum([
        { amount: '-1.05', currency: 'EUR' },
        { amount: '1', currency: 'EUR' },
      ]),
    ),
  ).toBe('-0.05')
  expect(
    shown(
      sum([
        { amount: '99999999999999999.99', currency: 'EUR' },
        { amount: '0.01', currency: 'EUR' },
      ]),
    ),
  ).toBe('100000000000000000')
  expect(quotient(a, b)).toBe(0.5)
  expect(
    quotient(sum([{ amount: '100', currency: 'EUR' }]), sum([{ amount: '1000.00', currency: 'EUR' }])),
  ).toBe(0.1)
  expect(quotient(a, ZERO)).toBeUndefined()
  expect(toNumber(a)).toBe(0.1)
  expect(shown(ZERO)).toBe('0')
})

test('a budget that is red in June and green at the end', () => {
  const planned = [80, 100, ...Array.from({ length: 8 }, () => 120), 100, 80]
  const actual = [100, 120, 140, 140, 140, 140]
  const forecast = [120, 100, 80, 40, 0, 0]
  const budget = planned.map((plan, index) =>
    lineOf(index, {
      planned: `${plan}`,
      ...(index < 6 ? { actual: `${actual[index]}` } : { forecast: `${forecast[index - 6]}` }),
    }),
  )
  const [first, last] = [{ today: '2027-07-01' }, { today: '2027-06-30' }]
  expect(said(budgetToDate, houseOf({ budget }), first)[0]).toContain(
    '780 of 660 EUR planned to date, 18.2 % beyond the plan; wanted: at most 10 %. | 0.181818 (120/660)',
  )
  expect(said(budgetAtCompletion, houseOf({ budget }), first)[0]).toContain(
    '1120 of 1320 EUR planned at completion, -15.2 % beyond the plan; wanted: at most 10 %. | -0.151515 (-200/1320)',
  )
  // On its last day June is not over.
  expect(said(budgetToDate, houseOf({ budget }), last)[0]).toContain('640 of 540 EUR')
  // Nothing is forecast for June, so that it counts as planned.
  expect(said(budgetAtCompletion, houseOf({ budget }), last)[0]).toContain(
    '1100 of 1320 EUR planned at completion, -16.7 % beyond the plan, 1 periods without a forecast counted as planned',
  )
})

test('a tenth beyond the plan is let pass, a cent more is not', () => {
  const judged = (actual: string, params = {}) =>
    said(budgetToDate, houseOf({ budget: [lineOf(0, { planned: '1000.00', actual })] }), { params })
  expect(judged('1100')).toMatchInlineSnapshot(`
    [
      "pass project/web/EUR | 1100 of 1000 EUR planned to date, 10 % beyond the plan; wanted: at most 10 %. | 0.1 (100/1000) share at_most 0.1 | [governance B-0-EUR]",
    ]
  `)
  expect(judged('1100.01')).toMatchInlineSnapshot(`
    [
      "fail project/web/EUR | 1100.01 of 1000 EUR planned to date, 10 % beyond the plan; wanted: at most 10 %. | 0.10001 (100.01/1000) share at_most 0.1 | [governance B-0-EUR] | Say what the difference buys; then cut scope, or ask for the money before it is spent.",
    ]
  `)
  expect(judged('1000.01', { share: 0 })).toMatchInlineSnapshot(`
    [
      "fail project/web/EUR | 1000.01 of 1000 EUR planned to date, 0.001 % beyond the plan; wanted: at most 0 %. | 0.00001 (0.01/1000) share at_most 0 | [governance B-0-EUR] | Say what the difference buys; then cut scope, or ask for the money before it is spent.",
    ]
  `)
})

test('money that is not told, not planned, or in several currencies is not guessed at', () => {
  const toDate = (...budget: readonly Line[]) => said(budgetToDate, houseOf({ budget }))
  const atEnd = (...budget: readonly Line[]) => said(budgetAtCompletion, houseOf({ budget }))
  expect(toDate()).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | The project has no budget. | []",
    ]
  `)
  expect(atEnd()).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | The project has no budget. | []",
    ]
  `)
  expect(toDate(lineOf(5, { planned: '1' }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No period of the budget is over. | []",
    ]
  `)
  expect(toDate(lineOf(0, { planned: '1', actual: '1' }), lineOf(1, { planned: '1' })))
    .toMatchInlineSnapshot(`
    [
      "unknown project/web/EUR | What was spent is not told for 1 of 2 periods that are over, first labour until 2027-02-28. | [governance B-1-EUR]",
    ]
  `)
  expect(atEnd(lineOf(0, { planned: '1' }), lineOf(5, { planned: '1', forecast: '1' })))
    .toMatchInlineSnapshot(`
    [
      "unknown project/web/EUR | What was spent is not told for 1 of 1 periods that are over, first labour until 2027-01-31. | [governance B-0-EUR]",
    ]
  `)
  expect(atEnd(lineOf(5, { planned: '1' }), lineOf(6, { planned: '1' }))).toMatchInlineSnapshot(`
    [
      "unknown project/web/EUR | No forecast is told for any of the 2 periods to come. | [governance B-5-EUR, governance B-6-EUR]",
    ]
  `)
  expect(atEnd(lineOf(0, { planned: '10', actual: '10' }))).toMatchInlineSnapshot(`
    [
      "pass project/web/EUR | 10 of 10 EUR planned at completion, 0 % beyond the plan; wanted: at most 10 %. | 0 (0/10) share at_most 0.1 | [governance B-0-EUR]",
    ]
  `)
  expect(toDate(lineOf(0, { planned: '0.00', actual: '5' }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web/EUR | Nothing is planned in EUR. | [governance B-0-EUR]",
    ]
  `)
  expect(
    toDate(lineOf(0, { planned: '10', actual: '20' }), lineOf(0, { planned: '10', actual: '10' }, 'CHF')),
  ).toMatchInlineSnapshot(`
    [
      "pass project/web/CHF | 10 of 10 CHF planned to date, 0 % beyond the plan; wanted: at most 10 %. | 0 (0/10) share at_most 0.1 | [governance B-0-CHF]",
      "fail project/web/EUR | 20 of 10 EUR planned to date, 100 % beyond the plan; wanted: at most 10 %. | 1 (10/10) share at_most 0.1 | [governance B-0-EUR] | Say what the difference buys; then cut scope, or ask for the money before it is spent.",
    ]
  `)
  const strange = { ...lineOf(0, { planned: '10' }), actual: { amount: '10', currency: 'CHF' } }
  expect(toDate(strange)).toMatchInlineSnapshot(`
    [
      "unknown project/web/EUR | labour until 2027-01-31 is planned in EUR and told in another currency; without a dated rate they are not compared. | [governance B-0-EUR]",
    ]
  `)
  const ahead = { ...lineOf(5, { planned: '10' }), forecast: { amount: '10', currency: 'CHF' } }
  expect(atEnd(ahead)).toMatchInlineSnapshot(`
    [
      "unknown project/web/EUR | labour until 2027-06-30 is planned in EUR and told in another currency; without a dated rate they are not compared. | [governance B-5-EUR]",
    ]
  `)
})

test('contingency is between 10 and 20 %, both included', () => {
  const judged = (reserve: string, rest: string, params = {}) =>
    said(
      contingency,
      houseOf({
        budget: [
          lineOf(0, { planned: reserve }, 'EUR', 'Contingency of the board'),
          lineOf(1, { planned: rest }, 'EUR', 'labour'),
        ],
      }),
      { params },
    )
  expect(judged('10', '90')).toMatchInlineSnapshot(`
    [
      "pass project/web/EUR | 10 of 100 EUR are contingency (10 %); wanted: at most 20 %. | 0.1 (10/100) share at_most 0.2 | [governance B-0-EUR]",
    ]
  `)
  expect(judged('9.99', '90.01')).toMatchInlineSnapshot(`
    [
      "fail project/web/EUR | 9.99 of 100 EUR are contingency (10 %); wanted: at least 10 %. | 0.0999 (9.99/100) share at_least 0.1 | [governance B-0-EUR] | Agree a reserve and who may release it.",
    ]
  `)
  expect(judged('20', '80')).toMatchInlineSnapshot(`
    [
      "pass project/web/EUR | 20 of 100 EUR are contingency (20 %); wanted: at most 20 %. | 0.2 (20/100) share at_most 0.2 | [governance B-0-EUR]",
    ]
  `)
  expect(judged('20.01', '79.99')).toMatchInlineSnapshot(`
    [
      "fail project/web/EUR | 20.01 of 100 EUR are contingency (20 %); wanted: at most 20 %. | 0.2001 (20.01/100) share at_most 0.2 | [governance B-0-EUR] | Release what is no longer needed.",
    ]
  `)
  expect(judged('0', '0')).toMatchInlineSnapshot(`
    [
      "not_applicable project/web/EUR | Nothing is planned in EUR. | []",
    ]
  `)
  expect(judged('10', '90', { line: 'labour', most: 0.9 })).toMatchInlineSnapshot(`
    [
      "pass project/web/EUR | 90 of 100 EUR are contingency (90 %); wanted: at most 90 %. | 0.9 (90/100) share at_most 0.9 | [governance B-1-EUR]",
    ]
  `)
  expect(said(contingency, houseOf({ budget: [lineOf(0, { planned: '5' })] }))).toMatchInlineSnapshot(`
    [
      "fail project/web/EUR | 0 of 5 EUR are contingency (0 %); wanted: at least 10 %. | 0 (0/5) share at_least 0.1 | [governance] | Agree a reserve and who may release it.",
    ]
  `)
  expect(said(contingency, houseOf({ budget: [lineOf(0, { planned: '5' }, 'EUR', 'total')] })))
    .toMatchInlineSnapshot(`
      [
        "unknown project/web | The budget is stated in one sum; its lines are not known. | [governance]",
      ]
    `)
  expect(said(contingency, houseOf({}))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | The project has no budget. | []",
    ]
  `)
})

const figure = (
  id: string,
  value: IndicatorFact['value'],
  fields: Partial<IndicatorFact> = {},
): IndicatorFact => ({
  id: `earned-value.${id}`,
  project: 'web',
  value,
  unit: 'ratio',
  coverage: 1,
  asOf: {},
  evidence: [],
  ...fields,
})

test('indices of earned value are held against their limits where enough is known', () => {
  const cpi = (value: IndicatorFact['value'], fields: Partial<IndicatorFact> = {}) =>
    said(costPerformance, houseOf({}, { indicator: [figure('cpi', value, fields)] }))
  expect(cpi(0.9)).toMatchInlineSnapshot(`
    [
      "pass project/web | Each unit spent has earned 0.900; wanted: at least 0.9. | 0.9 ratio at_least 0.9 | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(cpi(0.8999, { method: 'No method is declared. Weighted milestones.' })).toMatchInlineSnapshot(`
    [
      "fail project/web | Each unit spent has earned 0.900 (No method is declared. Weighted milestones); wanted: at least 0.9. | 0.8999 ratio at_least 0.9 | [indicator earned-value.cpi.value] | Find which work costs more than it was estimated at, and forecast the cost at completion.",
    ]
  `)
  expect(cpi('unknown', { reason: 'Nothing was spent yet.' })).toMatchInlineSnapshot(`
    [
      "unknown project/web | Nothing was spent yet. | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(cpi('unknown')).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.cpi is not known. | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(cpi(2, { coverage: 0.8 })).toMatchInlineSnapshot(`
    [
      "pass project/web | Each unit spent has earned 2.000; wanted: at least 0.9. | 2 ratio at_least 0.9 | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(cpi(2, { coverage: 0.799 })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.cpi rests on 79 % of the data it needs; below 80 % it says nothing. | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(said(costPerformance, houseOf({}, { indicator: [figure('spi', 1)] }))).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.cpi is not measured. | []",
    ]
  `)
  const spi = (value: IndicatorFact['value']) =>
    said(schedulePerformance, houseOf({}, { indicator: [figure('spi', value)] }))
  expect(spi(0.9)).toMatchInlineSnapshot(`
    [
      "pass project/web | 0.900 of the work planned by now is done; wanted: at least 0.9. | 0.9 ratio at_least 0.9 | [indicator earned-value.spi.value]",
    ]
  `)
  expect(spi(0.89)).toMatchInlineSnapshot(`
    [
      "fail project/web | 0.890 of the work planned by now is done; wanted: at least 0.9. | 0.89 ratio at_least 0.9 | [indicator earned-value.spi.value] | Look at the late items on the critical path first; the index also counts what can wait.",
    ]
  `)
  expect(spi('unknown')).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.spi is not known. | [indicator earned-value.spi.value]",
    ]
  `)
  const real = (cost: IndicatorFact['value'], rest: IndicatorFact['value']) =>
    said(realisticEstimate, houseOf({}, { indicator: [figure('cpi', cost), figure('tcpi', rest)] }))
  expect(real(0.9, 1)).toMatchInlineSnapshot(`
    [
      "pass project/web | The rest has to earn 1.000 for each unit spent, so far it was 0.900; wanted: at most 0.1. | 0.1 ratio at_most 0.1 | [indicator earned-value.tcpi.value, indicator earned-value.cpi.value]",
    ]
  `)
  expect(real(0.9, 1.0001)).toMatchInlineSnapshot(`
    [
      "fail project/web | The rest has to earn 1.000 for each unit spent, so far it was 0.900; wanted: at most 0.1. | 0.1001 ratio at_most 0.1 | [indicator earned-value.tcpi.value, indicator earned-value.cpi.value] | Estimate the rest anew, bottom up, and ask for a decision on the money.",
    ]
  `)
  expect(real(1.5, 1)).toMatchInlineSnapshot(`
    [
      "pass project/web | The rest has to earn 1.000 for each unit spent, so far it was 1.500; wanted: at most 0.1. | -0.5 ratio at_most 0.1 | [indicator earned-value.tcpi.value, indicator earned-value.cpi.value]",
    ]
  `)
  expect(real('unknown', 1)).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.cpi is not known. | [indicator earned-value.cpi.value]",
    ]
  `)
  expect(real(1, 'unknown')).toMatchInlineSnapshot(`
    [
      "unknown project/web | The figure earned-value.tcpi is not known. | [indicator earned-value.tcpi.value]",
    ]
  `)
  expect(said(costPerformance, houseOf({}), { today: TODAY })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The indicators of the portfolio have not been computed. | []",
    ]
  `)
})

test('where more than the budget is spent and work is left, no index is low enough', () => {
  const real = (cost: number, rest: number) =>
    said(realisticEstimate, houseOf({}, { indicator: [figure('cpi', cost), figure('tcpi', rest)] }))
  // BAC 100, EV 80, AC 120: TCPI = 20 / -20.
  expect(real(80 / 120, -1)).toMatchInlineSnapshot(`
    [
      "fail project/web | More than the whole budget is spent, and work is left. | [indicator earned-value.tcpi.value, indicator earned-value.cpi.value] | Estimate the rest anew, bottom up, and ask for a decision on the money.",
    ]
  `)
  // All is done, too dear: nothing is left that could be made cheaper.
  expect(real(100 / 120, -0)[0]).toContain('pass')
})

test('what is estimated for the rest may be a tenth from the pace so far, either way', () => {
  const fits = (cost: IndicatorFact['value'], rest: IndicatorFact['value'], complete?: number) =>
    said(
      believableEstimate,
      houseOf(
        {},
        {
          indicator: [
            figure('cpi', cost),
            figure('tcpi-eac', rest),
            ...(complete === undefined ? [] : [figure('complete', complete)]),
          ],
        },
      ),
    )[0]
  expect(fits(0.9, 1, 0.999)).toContain('pass')
  expect(fits(0.9, 0.8)).toContain('pass')
  expect(fits(0.9, 1.0001)).toMatchInlineSnapshot(
    `"fail project/web | The estimate takes it that the rest earns 1.000 for each unit spent, so far it was 0.900; wanted: at most 0.1. | 0.1001 ratio at_most 0.1 | [indicator earned-value.tcpi-eac.value, indicator earned-value.cpi.value] | Estimate the rest anew with those who do it, or say what makes it dearer or cheaper than so far."`,
  )
  expect(fits(0.9, 0.7999)).toContain('0.1001 ratio at_most 0.1')
  expect(fits(0.9, 'unknown')).toContain('The figure earned-value.tcpi-eac is not known.')
  expect(fits('unknown', 0.9)).toContain('The figure earned-value.cpi is not known.')
  expect(fits('unknown', 'unknown', 1)).toContain('not_applicable')
})

test('of periods that are not told the earliest is named, whatever the order of the register', () => {
  const lines = [
    lineOf(1, { planned: '1' }),
    lineOf(0, { planned: '1' }, 'EUR', 'travel'),
    lineOf(0, { planned: '1' }, 'EUR', 'labour'),
  ]
  for (const budget of [lines, lines.toReversed()]) {
    expect(said(budgetToDate, houseOf({ budget }))[0]).toContain(
      '3 of 3 periods that are over, first labour until 2027-01-31',
    )
  }
})

test('a project whose periods are all to come costs what is forecast', () => {
  const budget = [lineOf(5, { planned: '10', forecast: '11' }), lineOf(6, { planned: '10', forecast: '9' })]
  expect(said(budgetAtCompletion, houseOf({ budget }))[0]).toContain('20 of 20 EUR planned at completion')
})

test('a sum beside lines of its own does not hide them', () => {
  const budget = [
    lineOf(0, { planned: '90' }, 'EUR', 'total'),
    lineOf(0, { planned: '10' }, 'EUR', 'reserve'),
  ]
  expect(said(contingency, houseOf({ budget }))[0]).toContain('10 of 100 EUR are contingency')
})
