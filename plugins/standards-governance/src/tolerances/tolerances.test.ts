import type { GovernanceFact, ScheduleFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, itemOf, said } from '../test-support/house.ts'
import { costTolerance, riskTolerance, unmeasuredTolerance } from './money-and-risk.ts'
import { finishTolerance, milestoneTolerance } from './time.ts'

type Tolerance = GovernanceFact['tolerances'][number]
type Risk = GovernanceFact['risks'][number]

const tolerance = (fields: Partial<Tolerance> & Pick<Tolerance, 'of' | 'unit' | 'amount'>): Tolerance => ({
  id: 'T-1',
  action: 'Call the board.',
  withinDays: 5,
  ...fields,
})
const line = (actual: string, currency = 'EUR', planned = '1000') => ({
  id: `B-${currency}`,
  line: 'labour',
  from: '2027-01-01',
  until: '2027-01-31',
  planned: { amount: planned, currency },
  actual: { amount: actual, currency },
})

test('cost beyond its tolerance, in percent or money, is a breach; the limit itself is none', () => {
  const judged = (budget: GovernanceFact['budget'], unit: Tolerance['unit'] = 'percent', fields = {}) =>
    said(
      costTolerance,
      houseOf({ budget, tolerances: [tolerance({ of: 'cost', unit, amount: 10, ...fields })] }),
    )
  expect(judged([line('1100')])).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | 1100 EUR are expected for 1000 planned, 10 % beyond; wanted: at most 10 %. | 0.1 share at_most 0.1 | [governance T-1.amount, governance B-EUR]",
    ]
  `)
  expect(judged([line('1100.01')], 'percent', { owner: 'Carla' })).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | 1100.01 EUR are expected for 1000 planned, 10 % beyond; wanted: at most 10 %. | 0.10001 share at_most 0.1 | [governance T-1.amount, governance B-EUR] | Carla, within 5 days: Call the board.",
    ]
  `)
  expect(judged([line('1010')], 'money')).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | 1010 EUR are expected for 1000 planned; wanted: at most 10. | 10 money at_most 10 | [governance T-1.amount, governance B-EUR]",
    ]
  `)
  expect(judged([line('1010.01')], 'money')).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | 1010.01 EUR are expected for 1000 planned; wanted: at most 10. | 10.01 money at_most 10 | [governance T-1.amount, governance B-EUR] | The manager, within 5 days: Call the board.",
    ]
  `)
  expect(judged([line('1010.01')], 'days')).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | Cost departs in percent or money, not in days. | [governance T-1.amount]",
    ]
  `)
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | The project has no budget. | [governance T-1.amount]",
    ]
  `)
  expect(judged([line('1'), line('1', 'CHF')])).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | The budget is in several currencies, and amounts of different ones are not added. | [governance T-1.amount]",
    ]
  `)
  expect(judged([line('1', 'EUR', '0')])).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | Nothing is planned: no share of it can be told. | [governance T-1.amount]",
    ]
  `)
  const { actual, ...untold } = line('1')
  expect(actual.amount).toBe('1')
  expect(judged([untold])).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | What was spent is not told for 1 of 1 periods that are over, first labour until 2027-01-31. | [governance T-1.amount]",
    ]
  `)
  expect(said(costTolerance, houseOf({ tolerances: [tolerance({ of: 'finish', unit: 'days', amount: 1 })] })))
    .toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No tolerance of cost was agreed. | []",
    ]
  `)
})

const scheduleOf = (float: number | undefined, finish = '2027-06-10T17:00'): ScheduleFact => ({
  project: 'web',
  computedAt: '2027-03-10T06:00:00Z',
  statusDate: '2027-03-10',
  start: '2027-01-04',
  finish,
  minutesPerDay: 480,
  items: [],
  unscheduled: [],
  cycles: [],
  ...(float !== undefined && { promised: { finish: '2027-06-03T17:00', by: 'baseline', float } }),
})

test('a finish five working days after the promise is within a tolerance of five', () => {
  const judged = (float: number | undefined) =>
    said(
      finishTolerance,
      houseOf(
        { tolerances: [tolerance({ of: 'finish', unit: 'days', amount: 5 })] },
        { schedule: scheduleOf(float) },
      ),
    )
  expect(judged(-5 * 480)).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | It is scheduled to finish on 2027-06-10, 2027-06-03 was promised; wanted: at most 5 working days. | 5 working_days at_most 5 | [governance T-1.amount, schedule.promised, schedule.finish]",
    ]
  `)
  expect(judged(-5 * 480 - 1)).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | It is scheduled to finish on 2027-06-10, 2027-06-03 was promised; wanted: at most 5 working days. | 5.002083 working_days at_most 5 | [governance T-1.amount, schedule.promised, schedule.finish] | The manager, within 5 days: Call the board.",
    ]
  `)
  expect(judged(480)).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | It is scheduled to finish on 2027-06-10, 2027-06-03 was promised; wanted: at most 5 working days. | 0 working_days at_most 5 | [governance T-1.amount, schedule.promised, schedule.finish]",
    ]
  `)
  expect(judged(undefined)).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | No finish was promised: neither a baseline nor a commitment. | [governance T-1.amount]",
    ]
  `)
  expect(said(finishTolerance, houseOf({}, { schedule: scheduleOf(0) }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No tolerance of the finish was agreed. | []",
    ]
  `)
})

test('a milestone is found by its key or its ref, and held against its due day', () => {
  const judged = (
    item: string | undefined,
    { due, finish = '2027-05-08', also }: { due?: string; finish?: string | null; also?: string } = {},
  ) => {
    const fields = { key: 'WEB-1', ...(due !== undefined && { due }) }
    const other = { connection: 'plan', kind: 'workItem', ref: '9' } as const
    const one = { connection: 'plan', kind: 'workItem', ref: '1' } as const
    const passes = {
      earlyStart: '2027-05-01',
      lateStart: '2027-05-01',
      lateFinish: '2027-05-08',
      totalFloat: 0,
      freeFloat: 0,
      remaining: 480,
      minutesPerDay: 480,
      critical: true,
    }
    const schedule = {
      ...scheduleOf(0),
      items:
        finish === null
          ? [{ ...passes, item: other, earlyFinish: '2027-05-30' }]
          : [
              { ...passes, item: other, earlyFinish: '2027-05-30' },
              { ...passes, item: one, earlyFinish: finish },
            ],
    }
    return said(
      milestoneTolerance,
      houseOf(
        {
          tolerances: [
            tolerance({ of: 'milestone', unit: 'days', amount: 3, ...(item !== undefined && { item }) }),
          ],
        },
        { schedule, records: [itemOf('1', fields), itemOf('9', also === undefined ? {} : { key: also })] },
      ),
    )
  }
  expect(judged('WEB-1', { due: '2027-05-05' })).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | "WEB-1" is scheduled for 2027-05-08 and due on 2027-05-05; wanted: at most 3 days. | 3 days at_most 3 | [governance T-1.amount, schedule.earlyFinish]",
    ]
  `)
  expect(judged('plan/1', { due: '2027-05-04' })).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | "plan/1" is scheduled for 2027-05-08 and due on 2027-05-04; wanted: at most 3 days. | 4 days at_most 3 | [governance T-1.amount, schedule.earlyFinish] | The manager, within 5 days: Call the board.",
    ]
  `)
  // Days are counted as days, whatever the hour of the finish.
  expect(judged('WEB-1', { due: '2027-05-05', finish: '2027-05-08T17:00' })[0]).toContain('2027-05-08 and')
  expect(judged('WEB-1', { due: '2027-05-05', finish: '2027-05-08T17:00' })[0]).toContain('| 3 days')
  expect(judged('WEB-1', { due: '2027-05-20' })).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | "WEB-1" is scheduled for 2027-05-08 and due on 2027-05-20; wanted: at most 3 days. | 0 days at_most 3 | [governance T-1.amount, schedule.earlyFinish]",
    ]
  `)
  expect(judged('WEB-2', { due: '2027-05-20' })).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | The project has no item "WEB-2". | [governance T-1.amount]",
    ]
  `)
  expect(judged(undefined, { due: '2027-05-20' })).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | The project has no item "". | [governance T-1.amount]",
    ]
  `)
  expect(judged('WEB-1')).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | "WEB-1" has no due day. | [governance T-1.amount]",
    ]
  `)
  expect(judged('WEB-1', { due: '2027-05-20', finish: null })).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | "WEB-1" could not be scheduled. | [governance T-1.amount]",
    ]
  `)
  expect(judged('WEB-1', { due: '2027-05-20', also: 'WEB-1' })).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | Several items are called "WEB-1"; name one by connection/ref. | [governance T-1.amount]",
    ]
  `)
  expect(said(milestoneTolerance, houseOf({}, { schedule: scheduleOf(0), records: [itemOf('1')] })))
    .toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No tolerance of a milestone was agreed. | []",
    ]
  `)
})

test('risks that occurred are counted, exposures of open ones are added', () => {
  const risk = (id: string, fields: Partial<Risk> = {}): Risk => ({
    id,
    title: id,
    state: 'open',
    opened: '2027-01-01',
    ...fields,
  })
  const judged = (unit: Tolerance['unit'], amount: number, ...risks: readonly Risk[]) =>
    said(riskTolerance, houseOf({ risks, tolerances: [tolerance({ of: 'risk', unit, amount })] }))
  const exposure = (amount: string, currency = 'EUR') => ({ exposure: { amount, currency } })
  expect(judged('count', 1, risk('R-1', { state: 'occurred' }), risk('R-2'))).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | 1 risk has occurred; wanted: at most 1. | 1 count at_most 1 | [governance T-1.amount, governance R-1]",
    ]
  `)
  expect(judged('count', 1, risk('R-1', { state: 'occurred' }), risk('R-2', { state: 'occurred' })))
    .toMatchInlineSnapshot(`
      [
        "fail project/web/T-1 | 2 risks have occurred; wanted: at most 1. | 2 count at_most 1 | [governance T-1.amount, governance R-1, governance R-2] | The manager, within 5 days: Call the board.",
      ]
    `)
  expect(judged('count', 0)).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | 0 risks have occurred; wanted: at most 0. | 0 count at_most 0 | [governance T-1.amount]",
    ]
  `)
  expect(judged('money', 30, risk('R-1', exposure('10.5')), risk('R-2', exposure('19.5'))))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/T-1 | Open risks come to 30 EUR; wanted: at most 30. | 30 money at_most 30 | [governance T-1.amount, governance R-1, governance R-2]",
      ]
    `)
  expect(judged('money', 30, risk('R-1', exposure('10.5')), risk('R-2', exposure('19.51'))))
    .toMatchInlineSnapshot(`
      [
        "fail project/web/T-1 | Open risks come to 30.01 EUR; wanted: at most 30. | 30.01 money at_most 30 | [governance T-1.amount, governance R-1, governance R-2] | The manager, within 5 days: Call the board.",
      ]
    `)
  expect(judged('money', 1, risk('R-1', { ...exposure('10'), state: 'closed', closed: '2027-02-01' })))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/T-1 | Open risks come to 0; wanted: at most 1. | 0 money at_most 1 | [governance T-1.amount]",
      ]
    `)
  expect(judged('money', 1, risk('R-1'), risk('R-2', exposure('2')))).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | 1 of 2 open risks have no exposure in money. | [governance T-1.amount]",
    ]
  `)
  expect(judged('money', 1, risk('R-1', exposure('2', 'CHF')), risk('R-2', exposure('2'))))
    .toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | The exposures are in several currencies, which are not added. | [governance T-1.amount]",
    ]
  `)
  expect(judged('percent', 1)).toMatchInlineSnapshot(`
    [
      "unknown project/web/T-1 | Risk departs in count or money, not in percent. | [governance T-1.amount]",
    ]
  `)
  expect(said(riskTolerance, houseOf({}))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No tolerance of risk was agreed. | []",
    ]
  `)
})

test('what nothing measures is looked at as often as was agreed', () => {
  const judged = (of: Tolerance['of'], reviews: GovernanceFact['reviews'] = []) =>
    said(unmeasuredTolerance, houseOf({ reviews, tolerances: [tolerance({ of, unit: 'count', amount: 1 })] }))
  const review = (closed: string | undefined, tripwire = 'T-1') => [
    {
      id: 'V-1',
      reason: 'Looked at',
      tripwire,
      opened: '2027-03-01T09:00:00Z',
      ...(closed !== undefined && { closed, outcome: 'Fine' }),
    },
  ]
  expect(judged('scope')).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | Nothing measures scope, and nobody has looked at it yet. | [governance T-1.amount] | Call the board.",
    ]
  `)
  expect(judged('quality', review('2027-03-05T00:00:00Z'))).toMatchInlineSnapshot(`
    [
      "pass project/web/T-1 | Nothing measures quality; somebody has looked at it on 2027-03-05; wanted: at most 5 days. | 5 days at_most 5 | [governance T-1.amount, governance V-1.closed]",
    ]
  `)
  expect(judged('benefit', review('2027-03-04T23:59:59Z'))).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | Nothing measures benefit; somebody has looked at it on 2027-03-04; wanted: at most 5 days. | 6 days at_most 5 | [governance T-1.amount, governance V-1.closed] | Call the board.",
    ]
  `)
  expect(judged('scope', review(undefined))).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | Nothing measures scope, and nobody has looked at it yet. | [governance T-1.amount] | Call the board.",
    ]
  `)
  expect(judged('scope', review('2027-03-09T00:00:00Z', 'T-2'))).toMatchInlineSnapshot(`
    [
      "fail project/web/T-1 | Nothing measures scope, and nobody has looked at it yet. | [governance T-1.amount] | Call the board.",
    ]
  `)
  expect(judged('cost')).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No tolerance of scope, benefit or quality was agreed. | []",
    ]
  `)
})

test('each rule judges the tolerances of its own kind alone', () => {
  const kinds = ['cost', 'finish', 'milestone', 'risk', 'scope', 'benefit', 'quality'] as const
  const tolerances = kinds.map((of) => tolerance({ id: `T-${of}`, of, unit: 'count', amount: 1 }))
  const data = houseOf({ tolerances }, { schedule: scheduleOf(0), records: [itemOf('1')] })
  const own = (check: Parameters<typeof said>[0]) =>
    said(check, data).map((text) => /T-[a-z]+/.exec(text)?.[0])
  expect(own(costTolerance)).toEqual(['T-cost'])
  expect(own(finishTolerance)).toEqual(['T-finish'])
  expect(own(milestoneTolerance)).toEqual(['T-milestone'])
  expect(own(riskTolerance)).toEqual(['T-risk'])
  expect(own(unmeasuredTolerance)).toEqual(['T-benefit', 'T-quality', 'T-scope'])
})

test('of several looks the last one counts, whatever the order of the register', () => {
  const looks = ['2027-03-01', '2027-03-06', '2027-03-03'].map((day, at) => ({
    id: `V-${at}`,
    reason: 'Looked at',
    tripwire: 'T-1',
    opened: '2027-02-01T09:00:00Z',
    closed: `${day}T09:00:00Z`,
    outcome: 'Fine',
  }))
  const tolerances = [tolerance({ of: 'scope', unit: 'count', amount: 1 })]
  expect(said(unmeasuredTolerance, houseOf({ tolerances, reviews: looks }))[0]).toContain('on 2027-03-06')
})
