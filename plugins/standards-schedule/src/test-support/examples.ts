import type { PortfolioData } from '@headless-pmo/sdk'
import { days, planData, STATUS, taskKey, type PlanLines } from './plan-data.ts'
import { analysis } from './plans.ts'

/** A rule's two plans: one in which it fails, one in which it passes, with its defaults. */
type Pair = readonly [fires: PlanLines, silent: PlanLines]

const late = { baseline: { finish: '2027-02-01' } }
const done = { statusCategory: 'done', finished: '2027-02-01' } as const

/** Plans in which a task is like this, and like that. */
const oneTask = (bad: NonNullable<PlanLines['tasks']>[string], good: typeof bad): Pair => [
  { tasks: { a: bad } },
  { tasks: { a: good } },
]

/** Plans in which the link of two tasks is like this, and plain. */
const oneLink = (
  bad: Omit<NonNullable<Exclude<NonNullable<PlanLines['links']>[number], string>>, 'link'>,
): Pair => [
  { tasks: { a: {}, b: {} }, links: [{ link: 'a>b', ...bad }] },
  { tasks: { a: {}, b: {} }, links: ['a>b'] },
]

const network: PlanLines = { tasks: { a: {}, b: {} }, links: ['a>b'] }

const apart = (own: string): PlanLines => ({
  tasks: { a: {} },
  links: [{ link: 'z>a', external: true, given: { predecessor: '2027-04-03' }, own: { predecessor: own } }],
})

const lasts = (count: number): PlanLines => ({
  tasks: { a: { dates: { duration: days(count) } } },
  schedule: { duration: days(200) },
})

const asks = (units: number): PlanLines => ({
  tasks: { a: { work: { resource: 'crane', units, plannedWork: days(10) } } },
  resources: { crane: { maxUnits: 1 } },
})

const floats = (count: number): PlanLines => ({
  tasks: { a: { dates: { totalFloat: days(count) } } },
  schedule: { length: days(100) },
})

const behind = (count: number): PlanLines => ({
  schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-count) } },
})

const summary = { summary: true } as const

const PAIRS: Readonly<Record<string, Pair>> = {
  'dcma.logic': [{ tasks: { a: {}, b: {} } }, { tasks: { a: {}, b: {} }, links: ['a>b'] }],
  'dcma.leads': oneLink({ lag: { amount: -60, unit: 'working' } }),
  'dcma.lags': oneLink({ lag: { amount: 60, unit: 'working' } }),
  'dcma.relationship-types': oneLink({ type: 'SS' }),
  'dcma.hard-constraints': oneTask({ constraint: { kind: 'must_start_on', date: STATUS } }, {}),
  'dcma.high-float': oneTask({ dates: { totalFloat: days(45) } }, {}),
  'dcma.negative-float': oneTask({ dates: { totalFloat: -1 } }, {}),
  'dcma.high-duration': oneTask({ dates: { duration: days(45) } }, {}),
  'dcma.invalid-dates': oneTask({ plannedStart: '2027-02-01' }, { plannedStart: '2027-03-02' }),
  'dcma.resources': oneTask({}, { assignees: ['mara'] }),
  'dcma.missed-tasks': oneTask(late, { ...late, ...done }),
  'dcma.critical-path-test': [
    { tasks: { a: {} }, whatIf: { moved: 0 } },
    { tasks: { a: {} }, whatIf: {} },
  ],
  'dcma.cpli': [
    { schedule: { length: 200, promised: { finish: '2027-06-01', by: 'baseline', float: -11 } } },
    { schedule: { length: 200, promised: { finish: '2027-06-01', by: 'baseline', float: -10 } } },
  ],
  'dcma.bei': oneTask(late, { ...late, ...done }),
  'gao.empty-summaries': [{ tasks: { s: summary } }, { tasks: { s: summary, a: { parent: 's' } } }],
  'gao.work-in-breakdown': [{ tasks: { s: summary, a: {} } }, { tasks: { s: summary, a: { parent: 's' } } }],
  'gao.milestones': [{ tasks: { a: {} } }, { tasks: { a: { isMilestone: true }, b: { isMilestone: true } } }],
  'gao.cycles': [
    { tasks: { a: { dates: null } }, schedule: { cycles: [[taskKey('a')]] } },
    { tasks: { a: {} } },
  ],
  'gao.dangling-tasks': oneLink({ type: 'SS' }),
  'gao.summary-links': [
    { tasks: { s: summary, a: {} }, links: ['s>a'] },
    { tasks: { a: {}, b: {} }, links: ['a>b'] },
  ],
  'gao.near-term-detail': [lasts(23), lasts(22)],
  'gao.calendars': [
    { tasks: { a: {} }, schedule: { calendarStated: false } },
    { tasks: { a: {} }, schedule: { calendarStated: true } },
  ],
  'gao.hand-offs': [apart('2027-04-17'), apart('2027-04-03')],
  'gao.within-summary': [
    { tasks: { s: { ...summary, due: '2027-04-01' }, a: { parent: 's', due: '2027-04-02' } } },
    { tasks: { s: { ...summary, due: '2027-04-01' }, a: { parent: 's', due: '2027-04-01' } } },
  ],
  'gao.critical-path': oneTask({ labels: ['loe'] }, {}),
  'gao.reasonable-float': [floats(51), floats(50)],
  'gao.risk-analysis': [
    { ...network, governance: {} },
    { ...network, governance: { artefacts: [analysis] } },
  ],
  'gao.status-age': oneTask({ started: '2026-12-01' }, { started: '2027-02-15' }),
  'gao.out-of-sequence': [
    { tasks: { a: {}, b: { started: '2027-02-01' } }, links: ['a>b'] },
    { tasks: { a: done, b: { started: '2027-02-02' } }, links: ['a>b'] },
  ],
  'gao.baseline': oneTask({}, { baseline: { finish: '2027-04-01' } }),
  'gao.finish-variance': [behind(11), behind(10)],
  'sins.link-density': [
    { tasks: { a: {} }, links: ['a>b', 'a>c', 'a>d', 'a>e'] },
    { tasks: { a: {} }, links: ['a>b'] },
  ],
  'sins.critical-path': oneTask({ dates: { critical: false } }, {}),
  'sins.task-length': [lasts(1), lasts(2)],
  'sins.constraints': oneTask({ constraint: { kind: 'start_no_earlier_than', date: STATUS } }, {}),
  'sins.doubled-task': [
    { tasks: { a: {} }, whatIf: { experiment: 'double_longest_critical', moved: 0 } },
    { tasks: { a: {} }, whatIf: { experiment: 'double_longest_critical' } },
  ],
  'sins.over-allocation': [
    { tasks: { a: {} }, capacity: [{ demanded: days(6) }] },
    { tasks: { a: {} }, capacity: [{ demanded: days(5) }] },
  ],
  'sins.max-units': [asks(2), asks(1)],
  'sins.work-equation': [asks(2), asks(1)],
}

/** For the conformance kit: what each rule is tried on beside random portfolios. */
export const examples: Readonly<
  Record<string, { readonly today: string; readonly fires: PortfolioData; readonly silent: PortfolioData }>
> = Object.fromEntries(
  Object.entries(PAIRS).map(([rule, [fires, silent]]) => [
    rule,
    { today: STATUS, fires: planData(fires), silent: planData(silent) },
  ]),
)
