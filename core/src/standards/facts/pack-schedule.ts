import { zoneOfNode, type NetworkNode, type ScheduledPortfolio } from '../../coordination/index.ts'
import { localTimeOf, minutesOf, STANDARD_CALENDAR, type WorkingCalendar } from '../../working-time/index.ts'
import { keyOfNode, packLinks } from './pack-links.ts'
import { ITEM_COLUMNS, type PackedCalendar, type PackedSchedule } from './packed-schedule.ts'
import { packPages } from './packed-text.ts'
import { Places } from './places.ts'
import type { ScheduleIndex } from './schedule-index.ts'

/** What is known of a project beside its schedule. */
export interface ScheduleContext {
  readonly project: string
  /** Day that was promised, and by what. */
  readonly promised?: { readonly day: string; readonly by: 'baseline' | 'commitment' }
  /** Working minutes that the tool of a plan calls a day; undefined: it does not say. */
  readonly minutesPerDay: (connection: string, container: string) => number | undefined
  /** Whether a tracker has a calendar. */
  readonly isCalendar: (connection: string, ref: string) => boolean
}

/** The schedule of a project in a form that another thread takes without a copy; undefined: nothing of it is scheduled. */
export function packSchedule(index: ScheduleIndex, context: ScheduleContext): PackedSchedule | undefined {
  const { scheduled } = index
  const { portfolio, schedule } = scheduled
  const nodes = index.nodesOf(context.project)
  if (nodes.length === 0) return undefined
  const calendars = new Places<number>()
  const zones = new Places<string>()
  const connections = new Places<string>()
  const assumptions = new Places<string>()
  const width = ITEM_COLUMNS.length
  const columns = new Float64Array(new SharedArrayBuffer(nodes.length * width * 8))
  const places = new Map<number, number>()
  const refs: string[] = []
  const unscheduled: (readonly [number, string])[] = []
  const summaries = parentsOf(portfolio.network.parent, nodes)
  let [start, finish] = [Infinity, -Infinity]
  for (const node of nodes) {
    const known = portfolio.nodes[node]
    if (known === undefined) continue
    const isSummary = summaries.has(node)
    const at = refs.length
    places.set(node, at)
    refs.push(known.ref)
    const assumed = assumedDuration(known)
    let column = at * width
    const tell = (value: number): void => {
      columns[column++] = value
    }
    const earlyStart = schedule.earlyStart[node] ?? NaN
    const earlyFinish = schedule.earlyFinish[node] ?? NaN
    if (Number.isNaN(earlyStart))
      unscheduled.push([
        at,
        index.reasonOf(node) ?? 'It takes no part in the schedule: it is cancelled or inactive.',
      ])
    else {
      start = Math.min(start, earlyStart)
      finish = Math.max(finish, earlyFinish)
    }
    // In the order of the columns.
    tell(earlyStart)
    tell(earlyFinish)
    tell(schedule.lateStart[node] ?? NaN)
    tell(schedule.lateFinish[node] ?? NaN)
    tell(schedule.totalFloat[node] ?? NaN)
    tell(schedule.freeFloat[node] ?? NaN)
    tell(isSummary ? NaN : (portfolio.network.duration[node] ?? NaN))
    tell(isSummary ? 0 : remainingOf(scheduled, node))
    tell(calendars.of(portfolio.network.calendar[node] ?? 0))
    tell(zones.of(zoneOfNode(portfolio, node)))
    tell(schedule.critical[node] ?? 0)
    tell(isSummary ? 1 : 0)
    tell(connections.of(known.connection))
    tell(assumed === undefined ? NaN : assumptions.of(assumed))
  }
  const calendar = mainCalendar(scheduled, nodes)
  const own = calendars.of(calendar)
  const zone = zoneOfNode(portfolio, nodes[0] ?? 0)
  const working = portfolio.calendars[calendar]
  const isDated = finish >= start
  const { promised } = context
  return {
    project: context.project,
    computedAt: scheduled.asOf,
    statusDate: localTimeOf(scheduled.statusTime, zone),
    zone,
    start: isDated ? start : NaN,
    finish: isDated ? finish : NaN,
    zones: zones.all,
    calendars: calendars.all.map((place) => packedCalendar(scheduled, place, nodes, context)),
    calendar: own,
    items: packPages(refs),
    columns,
    connections: connections.all,
    assumptions: assumptions.all,
    links: packLinks(index, context.project, places),
    unscheduled,
    cycles: index
      .ringsOf(context.project)
      .map((ring) => ring.flatMap((node) => keyOfNode(portfolio.nodes[node]) ?? []))
      .filter((ring) => ring.length > 0),
    ...(isDated &&
      working !== undefined && {
        duration: working.between(start, finish),
        length: Math.max(0, working.between(scheduled.statusTime, finish)),
      }),
    ...(isDated &&
      working !== undefined &&
      promised !== undefined && {
        promised: {
          finish: promised.day,
          by: promised.by,
          float: working.between(finish, minutesOf(promised.day, zone) + DAY),
        },
      }),
  }
}

const DAY = 1440

/** Nodes of the project that sum up others of it. */
function parentsOf(parent: Int32Array, nodes: readonly number[]): ReadonlySet<number> {
  return new Set(nodes.map((node) => parent[node] ?? -1))
}

function assumedDuration({ assumptions, scheduling }: NetworkNode): string | undefined {
  if (scheduling === 'summary' || scheduling === 'milestone') return undefined
  return assumptions.find(({ field }) => field === 'duration' || field === 'remaining')?.basis
}

/** Bit of what is done in the flags of a network. */
const DONE = 8

function remainingOf({ portfolio }: ScheduledPortfolio, node: number): number {
  const { network } = portfolio
  if (((network.flags[node] ?? 0) & DONE) !== 0 || !Number.isNaN(network.actualFinish[node] ?? NaN)) return 0
  const left = network.remaining[node] ?? NaN
  return Number.isNaN(left) ? (network.duration[node] ?? 0) : left
}

/** The calendar that most items of a project have; of several the first. */
export function mainCalendar({ portfolio }: ScheduledPortfolio, nodes: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const node of nodes) {
    const calendar = portfolio.network.calendar[node] ?? 0
    counts.set(calendar, (counts.get(calendar) ?? 0) + 1)
  }
  let [most, found] = [0, 0]
  for (const [calendar, count] of counts) if (count > most) [most, found] = [count, calendar]
  return found
}

function packedCalendar(
  scheduled: ScheduledPortfolio,
  place: number,
  nodes: readonly number[],
  { minutesPerDay, isCalendar }: ScheduleContext,
): PackedCalendar {
  const { portfolio, statusTime } = scheduled
  const calendar = portfolio.calendars[place]
  const [connection, ...rest] = (calendar?.id ?? '').split('/')
  const ref = rest.join('/')
  const node = portfolio.nodes[nodes.find((one) => portfolio.network.calendar[one] === place) ?? -1]
  // What a plan calls a day is the tool's own word; elsewhere it is a usual day of the calendar.
  const told = node?.container === undefined ? undefined : minutesPerDay(node.connection, node.container)
  return {
    stated: calendar !== undefined && calendar.id !== STANDARD_CALENDAR.id,
    minutesPerDay: told ?? (calendar === undefined ? 480 : usualDay(calendar, statusTime)),
    ...(connection !== undefined &&
      rest.length > 0 &&
      isCalendar(connection, ref) && { record: [connection, ref] }),
  }
}

/** The working minutes that most working days of four weeks have. */
export function usualDay(calendar: WorkingCalendar, from: number): number {
  const counts = new Map<number, number>()
  const first = Math.floor(from / DAY) * DAY
  for (let day = 0; day < 28; day++) {
    const minutes = calendar.between(first + day * DAY, first + (day + 1) * DAY)
    if (minutes > 0) counts.set(minutes, (counts.get(minutes) ?? 0) + 1)
  }
  const [usual] = [...counts].toSorted(([a, one], [b, other]) => other - one || b - a)
  return usual?.[0] ?? 480
}
