import type { AnyCheck, GovernanceFact, IndicatorFact, PortfolioData, ScheduleFact } from '@headless-pmo/sdk'
import plugin from '../index.ts'
import { houseOf, itemOf, TODAY } from './house.ts'

const at = (day: string): string => `${day}T09:00:00Z`
const eur = (amount: string) => ({ amount, currency: 'EUR' })

const PHASES = [
  { name: 'Planning', gate: 'Ready to build' },
  { name: 'Executing', gate: 'Ready to close' },
]

const gates = (verdict: 'go' | 'hold'): GovernanceFact['gates'] =>
  Array.from({ length: 10 }, (_, index) => ({
    id: `G-${index}`,
    gate: index === 9 ? 'Ready to build' : `Gate ${index}`,
    verdict: index === 0 ? verdict : ('go' as const),
    at: at('2027-01-20'),
    by: 'Board',
  }))

const tolerances: GovernanceFact['tolerances'] = [
  { id: 'T-1', of: 'cost', amount: 10, unit: 'percent', action: 'Call the board.', withinDays: 5 },
  { id: 'T-2', of: 'finish', amount: 5, unit: 'days', action: 'Call the board.', withinDays: 5 },
  {
    id: 'T-3',
    of: 'milestone',
    amount: 2,
    unit: 'days',
    item: 'WEB-1',
    action: 'Call the board.',
    withinDays: 5,
  },
  { id: 'T-4', of: 'risk', amount: 0, unit: 'count', action: 'Call the board.', withinDays: 5 },
]

const expected: GovernanceFact['expected'] = [
  { kind: 'project-charter', phase: 'Planning', state: 'approved', due: 'now', set: 'pm2' },
]

const charter = {
  id: 'A-1',
  kind: 'project-charter',
  url: 'https://docs.example/charter',
  state: 'approved' as const,
  version: '2',
  updated: at('2027-01-10'),
}

const good: Partial<GovernanceFact> = {
  roles: [
    { id: 'ROLE-1', role: 'sponsor', person: 'Carla' },
    { id: 'ROLE-2', role: 'project-manager', person: 'Mara', deputy: 'Eve' },
  ],
  authority: {
    covers: ['software'],
    involved: [{ unit: 'software', title: 'Software', people: 3 }],
    unknownPeople: 0,
  },
  artefacts: [
    {
      ...charter,
      title: 'Charter',
      approvals: [{ by: 'Carla', at: at('2027-01-10'), version: '2' }],
      reviewDue: '2027-06-01',
    },
  ],
  expected,
  decisions: [{ id: 'D-1', title: 'Move the fair', kind: 'baseline-change', at: '2027-02-01', by: 'Board' }],
  risks: [
    {
      id: 'R-1',
      title: 'One supplier',
      state: 'open',
      probability: 0.3,
      impact: 4,
      response: 'A second one',
      owner: 'Mara',
      due: '2027-04-01',
      opened: '2027-01-01',
    },
  ],
  issues: [
    { id: 'I-1', title: 'No room', state: 'open', owner: 'Mara', due: '2027-04-01', opened: '2027-01-01' },
  ],
  budget: [
    {
      id: 'B-1',
      line: 'labour',
      from: '2027-01-01',
      until: '2027-01-31',
      planned: eur('85'),
      actual: eur('80'),
    },
    {
      id: 'B-2',
      line: 'contingency',
      from: '2027-04-01',
      until: '2027-04-30',
      planned: eur('15'),
      forecast: eur('10'),
    },
  ],
  tolerances,
  reviews: [
    { id: 'V-1', reason: 'Cost', opened: at('2027-03-01'), owner: 'Mara', due: '2027-03-20' },
    {
      id: 'V-2',
      reason: 'Quality',
      tripwire: 'T-5',
      opened: at('2027-03-01'),
      closed: at('2027-03-09'),
      outcome: 'Fine',
    },
  ],
  statusReports: [{ id: 'S-1', at: at('2027-03-01'), by: 'Mara' }],
  baselines: [
    { id: 'baseline-1', number: 1, name: 'First', captured: at('2027-01-20'), by: 'Mara' },
    { id: 'baseline-2', number: 2, name: 'Second', captured: at('2027-02-02'), by: 'Mara', decision: 'D-1' },
  ],
  phases: PHASES,
  gates: gates('hold'),
  riskHistory: ['2026-11', '2026-12', '2027-01', '2027-02'].map((month, index) => ({
    month,
    exposure: 8 - index,
  })),
}

const unmeasured: GovernanceFact['tolerances'] = [
  { id: 'T-5', of: 'quality', amount: 1, unit: 'count', action: 'Call the board.', withinDays: 5 },
]

const bad: Partial<GovernanceFact> = {
  ...good,
  tolerances: [...tolerances, ...unmeasured],
  roles: [
    { id: 'ROLE-1', role: 'sponsor', person: 'Carla' },
    { id: 'ROLE-2', role: 'assurance', person: 'Carla' },
    ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ id: `ROLE-${name}`, role: name, person: 'Carla' })),
  ],
  authority: {
    covers: ['software'],
    involved: [{ unit: 'works', title: 'Works', people: 3 }],
    unknownPeople: 0,
  },
  artefacts: [
    {
      ...charter,
      title: '?',
      approvals: [{ by: 'Carla', at: at('2027-01-10'), version: '1' }],
      reviewDue: '2027-02-01',
    },
  ],
  decisions: [],
  risks: [
    { id: 'R-1', title: 'One supplier', state: 'open', due: '2027-02-01', opened: '2027-01-01' },
    { id: 'R-2', title: 'Fire', state: 'occurred', opened: '2027-01-01' },
  ],
  issues: [{ id: 'I-1', title: 'No room', state: 'open', due: '2027-02-01', opened: '2027-01-01' }],
  budget: [
    {
      id: 'B-1',
      line: 'labour',
      from: '2027-01-01',
      until: '2027-01-31',
      planned: eur('85'),
      actual: eur('99'),
    },
  ],
  reviews: [{ id: 'V-1', reason: 'Cost', opened: at('2027-03-01'), owner: 'Mara', due: '2027-03-02' }],
  statusReports: [{ id: 'S-1', at: at('2027-01-01'), by: 'Mara' }],
  gates: gates('go')
    .filter(({ gate }) => gate !== 'Ready to build')
    .concat(
      gates('go')
        .slice(0, 1)
        .map((one) => ({ ...one, id: 'G-x' })),
    ),
  riskHistory: ['2026-11', '2026-12', '2027-01', '2027-02'].map((month, index) => ({
    month,
    exposure: 1 + index,
  })),
}

function scheduleOf(float: number, earlyFinish: string): ScheduleFact {
  return {
    project: 'web',
    computedAt: at('2027-03-10'),
    statusDate: '2027-03-10',
    start: '2027-01-04',
    finish: '2027-06-10',
    minutesPerDay: 480,
    items: [
      {
        item: { connection: 'plan', kind: 'workItem', ref: '1' },
        earlyStart: '2027-05-01',
        earlyFinish,
        lateStart: '2027-05-01',
        lateFinish: earlyFinish,
        totalFloat: 0,
        freeFloat: 0,
        remaining: 480,
        minutesPerDay: 480,
        critical: true,
      },
    ],
    unscheduled: [],
    cycles: [],
    promised: { finish: '2027-06-03', by: 'baseline', float },
  }
}

function indicatorsOf(cpi: number, spi: number, tcpi: number): readonly IndicatorFact[] {
  return Object.entries({ cpi, spi, tcpi, 'tcpi-eac': tcpi }).map(([id, value]) => ({
    id: `earned-value.${id}`,
    project: 'web',
    value,
    unit: 'ratio',
    coverage: 1,
    asOf: {},
    evidence: [],
  }))
}

const parts = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    itemOf(`part-${index}`, {
      parent: '1',
      title: count === 4 ? `Part ${index}` : 'X',
      wbs: count === 4 ? '1.2' : '-',
    }),
  )

/** A portfolio in which every rule passes for something, and none fails. */
const everythingGood: PortfolioData = houseOf(
  {
    ...good,
    tolerances: [...tolerances, ...unmeasured],
  },
  {
    project: { phase: 'Executing' },
    schedule: scheduleOf(-5 * 480, '2027-05-07'),
    indicator: indicatorsOf(1, 1, 1),
    records: [itemOf('1', { key: 'WEB-1', due: '2027-05-05' }), ...parts(4)],
  },
)

/** A portfolio in which every rule fails for something, but that of baselines. */
const everythingBad: PortfolioData = houseOf(bad, {
  project: { phase: 'Executing' },
  schedule: scheduleOf(-6 * 480, '2027-05-08'),
  indicator: indicatorsOf(0.8, 0.8, 1.2),
  records: [itemOf('1', { key: 'WEB-1', due: '2027-05-05' }), ...parts(3)],
})

/** A project that is carried out without a baseline. */
const withoutBaseline: PortfolioData = houseOf({ ...bad, baselines: [] }, { project: { phase: 'Executing' } })

// All that the pack contributes are checks.
const ids = (plugin.contributes as readonly AnyCheck[]).map(({ id }) => id)

/** Portfolios in which each rule fails and passes, by the ids of the rules. */
export const examples: Readonly<
  Record<string, { readonly today: string; readonly fires: PortfolioData; readonly silent: PortfolioData }>
> = Object.fromEntries(
  ids.map((id) => [
    id,
    {
      today: TODAY,
      fires: id === 'governance.baseline-present' ? withoutBaseline : everythingBad,
      silent: everythingGood,
    },
  ]),
)
