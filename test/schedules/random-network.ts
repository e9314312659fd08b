import fc from 'fast-check'
import {
  createNetwork,
  LAG_KINDS,
  LINK_TYPES,
  NODE_FLAGS,
  type Network,
} from '../../core/src/coordination/schedule/index.ts'
import {
  compileCalendar,
  isCalendarProblem,
  minutesOf,
  STANDARD_CALENDAR,
  type CalendarRules,
  type WorkingCalendar,
} from '../../core/src/working-time/index.ts'
import { SlowCalendar } from '../../core/src/working-time/test-support/slow-calendar.ts'
import { SpanCalendar } from './span-calendar.ts'

const HOUR = 60
const START = minutesOf('2026-03-02', 'UTC')

const hours = (from: string, to: string): { from: string; to: string }[] => [{ from, to }]
const NIGHTS: CalendarRules = {
  week: [1, 3, 5, 6].map((weekday) => ({ weekday, shifts: hours('22:00', '05:00') })),
}
const HOLIDAYS: CalendarRules = {
  week: [],
  exceptions: [
    { from: '2026-03-05', until: '2026-03-10', shifts: [] },
    { from: '2026-03-14', until: '2026-03-15', shifts: hours('09:00', '11:00') },
  ],
}

const office = STANDARD_CALENDAR.chain
const rules: readonly (readonly [chain: readonly CalendarRules[], zone: string])[] = [
  [office, 'UTC'],
  [office, 'America/New_York'],
  [[NIGHTS], 'Europe/Berlin'],
  [[HOLIDAYS, ...office], 'Europe/Berlin'],
]

/** The calendars of random networks: as they are computed with, and as lists of the spans of three years. */
export const CALENDARS: readonly { readonly fast: WorkingCalendar; readonly slow: SpanCalendar }[] =
  rules.map(([chain, zone]) => {
    const fast = compileCalendar({ id: zone, name: zone, chain }, { zone })
    if (isCalendarProblem(fast)) throw new Error(fast.sentence)
    const spans = new SlowCalendar(chain, zone).spans(START - 365 * 1440, START + 2 * 365 * 1440)
    return { fast, slow: new SpanCalendar(spans) }
  })

const time = fc.integer({ min: 0, max: 40 * 24 }).map((hour) => START + hour * HOUR)
const node = fc.record({
  duration: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })).map((hour) => hour * HOUR),
  calendar: fc.nat(CALENDARS.length - 1),
  project: fc.nat(1),
  /** Its summary, one of two; 2: none. */
  summary: fc.nat(2),
  deadline: fc.option(time, { nil: NaN, freq: 5 }),
  noEarlierThan: fc.option(time, { nil: NaN, freq: 6 }),
  constraint: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(4, 6) },
  ),
  hard: fc.constantFrom(2, 3, 5, 7),
  isHard: fc.nat(9).map((one) => one === 0),
  date: time,
  manual: fc.nat(11).map((one) => one === 0),
})
const link = fc.record({
  from: fc.nat(99),
  to: fc.nat(99),
  type: fc.nat(3),
  lag: fc.oneof(
    fc.constant(0),
    fc.integer({ min: -30, max: 30 }).map((hour) => hour * HOUR),
  ),
  percent: fc.integer({ min: -100, max: 150 }),
  kind: fc.nat(3),
})

/** What random networks have besides links, calendars, milestones and two projects. */
export interface NetworkTraits {
  /** Summaries, with links of their own. */
  readonly summaries?: boolean
  /** Constraints that hold a node back, deadlines and status dates. */
  readonly limits?: boolean
  /** Constraints that must be kept. */
  readonly hard?: boolean
  /** Nodes that somebody set by hand. */
  readonly manual?: boolean
}

/** Networks of up to a dozen nodes without rings; a link leads from nodes to nodes of higher numbers. */
export function randomNetwork(traits: NetworkTraits): fc.Arbitrary<Network> {
  return fc
    .record({
      nodes: fc.array(node, { minLength: 1, maxLength: 10 }),
      links: fc.array(link, { maxLength: 14 }),
    })
    .map(({ nodes, links }) => {
      const leaves = nodes.length
      const summaryOf = nodes.map(({ summary }) =>
        traits.summaries === true && summary < 2 ? leaves + summary : -1,
      )
      const used = [leaves, leaves + 1].filter((summary) => summaryOf.includes(summary))
      const renumbered = new Map(used.map((summary, at) => [summary, leaves + at]))
      const size = leaves + used.length
      const parents = summaryOf.map((summary) => renumbered.get(summary) ?? -1)
      const membersOf = (one: number): number[] =>
        one < leaves ? [one] : parents.flatMap((parent, at) => (parent === one ? [at] : []))
      const kept = links
        .map((one) => ({ ...one, from: one.from % size, to: one.to % size }))
        .filter(({ from, to }) => Math.max(...membersOf(from)) < Math.min(...membersOf(to)))
      const network = createNetwork({ nodes: size, links: kept.length, projects: 2 })
      network.projectStart.set([START, START + 50 * HOUR])
      network.project.fill(0)
      // What is below a summary counts its links in one calendar with it: two would make two answers of a night.
      const common = traits.summaries === true ? nodes[0]?.calendar : undefined
      for (const [at, one] of nodes.entries())
        fillNode(network, at, { ...one, calendar: common ?? one.calendar }, traits)
      if (common !== undefined) network.calendar.fill(common)
      network.parent.set(parents)
      for (const [at, { from, to, type, lag, percent, kind }] of kept.entries()) {
        const isPercent = from < leaves && kind >= LAG_KINDS.percent
        network.from[at] = from
        network.to[at] = to
        network.type[at] = Object.values(LINK_TYPES)[type] ?? 1
        network.lag[at] = isPercent ? percent : lag
        network.lagKind[at] = isPercent ? kind : kind % 2
      }
      return network
    })
}

type RandomNode = typeof node extends fc.Arbitrary<infer N> ? N : never

function fillNode(network: Network, at: number, one: RandomNode, traits: NetworkTraits): void {
  const { fast } = CALENDARS[one.calendar] ?? CALENDARS[0] ?? { fast: undefined }
  network.duration[at] = one.duration
  network.calendar[at] = one.calendar
  network.project[at] = one.project
  if (traits.limits === true) {
    network.deadline[at] = one.deadline
    network.noEarlierThan[at] = one.noEarlierThan
    network.constraint[at] = one.constraint
    network.constraintDate[at] = one.date
  }
  if (traits.hard === true && one.isHard) {
    network.constraint[at] = one.hard
    network.constraintDate[at] = one.date
  }
  if (traits.manual === true && one.manual && fast !== undefined) {
    network.flags[at] = NODE_FLAGS.manual
    const start = fast.nextStart(one.date)
    network.plannedStart[at] = start
    network.plannedFinish[at] = fast.add(start, one.duration)
  }
}
