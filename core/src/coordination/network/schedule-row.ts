import { DRIVERS, NODE_FLAGS, type DriverName } from '../schedule/index.ts'
import type { NetworkNode } from './network-node.ts'
import { clock, finishDay, startDay, zoneOfNode } from './node-words.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'

/** Dates of a node on the clock of its zone, `YYYY-MM-DDTHH:mm`; absent: it is not scheduled. */
export interface RowDates {
  readonly start?: string
  readonly finish?: string
  readonly earlyStart?: string
  readonly earlyFinish?: string
  readonly lateStart?: string
  readonly lateFinish?: string
}

/** One node of the schedule for people and programs. */
export interface ScheduleRow {
  readonly node: NetworkNode
  /** IANA zone of its dates. */
  readonly zone: string
  readonly dates: RowDates
  /** Calendar days of its start and finish. */
  readonly startDay?: string
  readonly finishDay?: string
  /** Working minutes of its calendar; absent: not scheduled. */
  readonly totalFloat?: number
  readonly freeFloat?: number
  readonly critical: boolean
  readonly nearCritical: boolean
  /** Its deadline or due day, on the clock of its zone, and the last day that keeps it. */
  readonly deadline?: string
  readonly deadlineDay?: string
  /** It finishes after its deadline. */
  readonly late: boolean
  readonly milestone: boolean
  readonly done: boolean
  /** Name of its calendar. */
  readonly calendar: string
  /** What set its early start. */
  readonly driver: DriverName
  /** What it is part of, by key or title. */
  readonly parent?: string
}

const DRIVER_NAMES = new Map<number, DriverName>(
  // The keys of DRIVERS are its names.
  Object.entries(DRIVERS).map(([name, number]) => [number, name as DriverName]),
)

/** The name of a driver by its number. */
export function driverName(number: number | undefined): DriverName {
  return DRIVER_NAMES.get(number ?? 0) ?? 'none'
}

/** A deadline is kept when the work is done within the same minute. */
const TOLERANCE = 1

/** Whether a node that is not done finishes after its deadline, or a done one did. */
export function isLate({ portfolio, schedule }: ScheduledPortfolio, node: number): boolean {
  const deadline = portfolio.network.deadline[node] ?? Number.NaN
  const finish = schedule.finish[node] ?? Number.NaN
  return finish > deadline + TOLERANCE
}

/** Whether a node's work is done or cancelled. */
export function isOver({ portfolio }: Pick<ScheduledPortfolio, 'portfolio'>, node: number): boolean {
  const flags = portfolio.network.flags[node] ?? 0
  return (flags & (NODE_FLAGS.done | NODE_FLAGS.inactive)) !== 0
}

/** Whether a slip of a node up to some float moves the end of its plan. */
export function isCriticalWithin(scheduled: ScheduledPortfolio, node: number, float: number): boolean {
  const total = scheduled.schedule.totalFloat[node] ?? Number.NaN
  return !isOver(scheduled, node) && total <= float
}

/** A row of the schedule. @param nearCritical working minutes of total float up to which an item is near-critical */
export function scheduleRow(scheduled: ScheduledPortfolio, node: number, nearCritical: number): ScheduleRow {
  const { portfolio, schedule } = scheduled
  const { network, nodes, calendars } = portfolio
  const zone = zoneOfNode(portfolio, node)
  const known = nodes[node]
  if (known === undefined) throw new Error(`The network has no node ${node}.`)
  const [start, finish] = [given(schedule.start[node]), given(schedule.finish[node])]
  const deadline = given(network.deadline[node])
  const parent = nodes[network.parent[node] ?? -1]
  const [total, free] = [given(schedule.totalFloat[node]), given(schedule.freeFloat[node])]
  const isCritical = schedule.critical[node] === 1
  return {
    node: known,
    zone,
    dates: {
      ...timed('start', start, zone),
      ...timed('finish', finish, zone),
      ...timed('earlyStart', given(schedule.earlyStart[node]), zone),
      ...timed('earlyFinish', given(schedule.earlyFinish[node]), zone),
      ...timed('lateStart', given(schedule.lateStart[node]), zone),
      ...timed('lateFinish', given(schedule.lateFinish[node]), zone),
    },
    critical: isCritical,
    nearCritical: !isCritical && isCriticalWithin(scheduled, node, nearCritical),
    late: isLate(scheduled, node),
    milestone: ((network.flags[node] ?? 0) & NODE_FLAGS.milestone) !== 0,
    done: ((network.flags[node] ?? 0) & NODE_FLAGS.done) !== 0,
    calendar: calendars[network.calendar[node] ?? 0]?.name ?? '',
    driver: driverName(schedule.driver[node]),
    ...(start !== undefined && { startDay: startDay(start, zone) }),
    ...(finish !== undefined && {
      finishDay: start !== undefined && start === finish ? startDay(finish, zone) : finishDay(finish, zone),
    }),
    ...(total !== undefined && { totalFloat: minutes(total) }),
    ...(free !== undefined && { freeFloat: minutes(free) }),
    ...(deadline !== undefined && {
      deadline: clock(deadline, zone),
      deadlineDay: finishDay(deadline, zone),
    }),
    ...(parent !== undefined && { parent: parent.key ?? parent.title }),
  }
}

function given(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}

function timed<K extends keyof RowDates>(
  name: K,
  time: number | undefined,
  zone: string,
): { readonly [P in K]?: string } {
  // One key of its own name.
  return time === undefined ? {} : ({ [name]: clock(time, zone) } as { readonly [P in K]?: string })
}

/** A tenth of a minute is the finest that plans know. */
function minutes(value: number): number {
  return Math.round(value * 10) / 10
}
