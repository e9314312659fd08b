import type { PortfolioData } from '@headless-pmo/sdk'
import { days, planData, STATUS, type PlanLines } from './plan-data.ts'

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
  'sins.doubled-task': [
    { tasks: { a: {} }, whatIf: { experiment: 'double_longest_critical', moved: 0 } },
    { tasks: { a: {} }, whatIf: { experiment: 'double_longest_critical' } },
  ],
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
