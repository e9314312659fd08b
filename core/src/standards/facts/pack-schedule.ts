import type { ScheduledLink } from '@headless-pmo/sdk'
import type { NetworkLink, NetworkNode, ScheduledPortfolio } from '../../coordination/index.ts'
import { localTimeOf, minutesOf, STANDARD_CALENDAR, type WorkingCalendar } from '../../working-time/index.ts'
import { ITEM_COLUMNS, type PackedCalendar, type PackedItem, type PackedSchedule } from './packed-schedule.ts'
import { packPages } from './packed-text.ts'
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

const TYPES = ['FF', 'FS', 'SF', 'SS'] as const
const LAGS = ['working', 'elapsed', 'percent', 'percent'] as const

/** The schedule of a project in a form that another thread takes without a copy; undefined: nothing of it is scheduled. */
export function packSchedule(index: ScheduleIndex, context: ScheduleContext): PackedSchedule | undefined {
  const { scheduled } = index
  const { portfolio, schedule } = scheduled
  const nodes = index.nodesOf(context.project)
  if (nodes.length === 0) return undefined
  const calendars = new Places<number>()
  const zones = new Places<string>()
  const columns = new Float64Array(new SharedArrayBuffer(nodes.length * ITEM_COLUMNS.length * 8))
  const items: PackedItem[] = []
  const unscheduled: (readonly [number, string])[] = []
  const summaries = parentsOf(portfolio.network.parent, nodes)
  let [start, finish] = [Infinity, -Infinity]
  for (const [at, node] of nodes.entries()) {
    const known = portfolio.nodes[node]
    if (known === undefined) continue
    const isSummary = summaries.has(node)
    items.push([known.connection, known.ref, isSummary ? 1 : 0, assumedDuration(known)])
    const early = [schedule.earlyStart[node] ?? NaN, schedule.earlyFinish[node] ?? NaN] as const
    if (Number.isNaN(early[0])) {
      unscheduled.push([
        at,
        index.reasonOf(node) ?? 'It takes no part in the schedule: it is cancelled or inactive.',
      ])
      continue
    }
    start = Math.min(start, early[0])
    finish = Math.max(finish, early[1])
    columns.set(
      [
        ...early,
        schedule.lateStart[node] ?? NaN,
        schedule.lateFinish[node] ?? NaN,
        schedule.totalFloat[node] ?? NaN,
        schedule.freeFloat[node] ?? NaN,
        isSummary ? NaN : (portfolio.network.duration[node] ?? NaN),
        isSummary ? 0 : remainingOf(scheduled, node),
        calendars.of(portfolio.network.calendar[node] ?? 0),
        zones.of(zoneOf(scheduled, node)),
        schedule.critical[node] ?? 0,
      ],
      at * ITEM_COLUMNS.length,
    )
  }
  const calendar = mainCalendar(scheduled, nodes)
  const own = calendars.of(calendar)
  const zone = zoneOf(scheduled, nodes[0] ?? 0)
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
    items: packPages(items),
    columns,
    links: packPages(
      index.linksOf(context.project).flatMap((link) => linkOf(scheduled, link, context.project)),
    ),
    unscheduled,
    cycles: index
      .ringsOf(context.project)
      .map((ring) => ring.flatMap((node) => keysOf(portfolio.nodes[node])))
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

/** Values that are pointed at by their place. */
class Places<T> {
  readonly #places = new Map<T, number>()

  get all(): readonly T[] {
    return [...this.#places.keys()]
  }

  of(value: T): number {
    const known = this.#places.get(value)
    if (known !== undefined) return known
    this.#places.set(value, this.#places.size)
    return this.#places.size - 1
  }
}

/** The zone on whose clock the dates of a node are told. */
export function zoneOf({ portfolio }: ScheduledPortfolio, node: number): string {
  const { network, plans, calendars } = portfolio
  return plans[network.project[node] ?? -1]?.zone ?? calendars[network.calendar[node] ?? 0]?.zone ?? 'UTC'
}

/** Nodes of the project that sum up others of it. */
function parentsOf(parent: Int32Array, nodes: readonly number[]): ReadonlySet<number> {
  return new Set(nodes.map((node) => parent[node] ?? -1))
}

function assumedDuration({ assumptions, scheduling }: NetworkNode): string | null {
  if (scheduling === 'summary' || scheduling === 'milestone') return null
  const found = assumptions.find(({ field }) => field === 'duration' || field === 'remaining')
  return found?.basis ?? null
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

function linkOf(scheduled: ScheduledPortfolio, link: number, project: string): ScheduledLink[] {
  const { portfolio } = scheduled
  const { network, nodes, links } = portfolio
  const known = links[link]
  if (known?.confirmed !== true) return []
  const [from] = keysOf(nodes[known.from])
  const [to] = keysOf(nodes[known.to])
  // A project, too, can wait for another: it is no record that could be named.
  if (from === undefined || to === undefined) return []
  const amount = network.lag[link] ?? 0
  const given = givenDates(scheduled, known)
  const isOwn = (node: number): boolean => nodes[node]?.project === project && nodes[node].kind === 'workItem'
  const isExternal = known.origin === 'milestone' ? false : !isOwn(known.from) || !isOwn(known.to)
  return [
    {
      from,
      to,
      type: TYPES[network.type[link] ?? 1] ?? 'FS',
      origin: known.origin,
      external: isExternal,
      ...(amount !== 0 && { lag: { amount, unit: LAGS[network.lagKind[link] ?? 0] ?? 'working' } }),
      ...(known.connection !== undefined &&
        known.ref !== undefined && {
          record: { connection: known.connection, kind: 'dependency', ref: known.ref },
        }),
      ...(given !== undefined && { given, own: ownDates(scheduled, known, given) }),
    },
  ]
}

/** What the plan of a link holds of the end that is not its own. */
function givenDates(
  { portfolio }: ScheduledPortfolio,
  { connection, from, to }: NetworkLink,
): ScheduledLink['given'] {
  if (connection === undefined) return undefined
  const copies = (portfolio.standIns ?? []).filter((copy) => copy.connection === connection)
  const predecessor = copies.find(({ node }) => node === from)?.finish
  const successor = copies.find(({ node }) => node === to)?.start
  if (predecessor === undefined && successor === undefined) return undefined
  return {
    ...(predecessor !== undefined && { predecessor }),
    ...(successor !== undefined && { successor }),
  }
}

/** The same dates as the ends have them in their own schedules. */
function ownDates(
  scheduled: ScheduledPortfolio,
  { from, to }: NetworkLink,
  { predecessor, successor }: NonNullable<ScheduledLink['given']>,
): NonNullable<ScheduledLink['own']> {
  const { earlyFinish, earlyStart } = scheduled.schedule
  const [finish, start] = [earlyFinish[from] ?? NaN, earlyStart[to] ?? NaN]
  return {
    ...(predecessor !== undefined &&
      !Number.isNaN(finish) && { predecessor: localTimeOf(finish, zoneOf(scheduled, from)) }),
    ...(successor !== undefined &&
      !Number.isNaN(start) && { successor: localTimeOf(start, zoneOf(scheduled, to)) }),
  }
}

/** The key of a node that is a record, or stands for one that is not synced. */
function keysOf(node: NetworkNode | undefined): ScheduledLink['from'][] {
  if (node === undefined || node.kind === 'project') return []
  const kind = node.kind === 'milestone' ? 'milestone' : 'workItem'
  return [{ connection: node.connection, kind, ref: node.ref }]
}
