import type { Container, Placement } from '@headless-pmo/sdk'
import { assignedTimes, type AssignedTime } from './assigned-time.ts'
import type { Assumption } from './assumption.ts'
import { endOf, beginOf } from './moments.ts'
import type { FinishedItem } from './finished-work.ts'
import { ignoresResourceCalendars } from './native-progress.ts'
import type { FoundCalendar, NetworkCalendars } from './network-calendars.ts'
import type { NetworkPlans } from './network-plans.ts'
import type { NetworkRecord, PortfolioRecords } from './portfolio-records.ts'
import type { WorkerCalendar } from './worker-calendars.ts'
import type { RecordIndex } from './record-index.ts'
import { statedDates, type DatedItem } from './stated-dates.ts'

/** Where a work item stands: its frame, its calendar, what is above it, and who works on it. */
export interface ItemPlace {
  readonly zone: string
  /** Number of its frame. */
  readonly plan: number
  /** It is scheduled as a plan's task. */
  readonly isPlanned: boolean
  readonly calendar: number
  /** Why it does not count in its own calendar. */
  readonly calendarInstead?: Assumption
  /** Position of the work item above it; −1: none. */
  readonly parent: number
  /** Something is below it. */
  readonly isSummary: boolean
  readonly units: number
  readonly team: string
  readonly teamName: string
  readonly dates: DatedItem
  /** When nobody works on it although its calendar would allow it. */
  readonly splits: AssignedTime['splits']
}

/** Looks up where each work item stands, in the order of the work items. */
export function itemPlaces(
  index: RecordIndex,
  { plans, calendars }: { readonly plans: NetworkPlans; readonly calendars: NetworkCalendars },
  { projects, settings, workers = [] }: Pick<PortfolioRecords, 'projects' | 'settings' | 'workers'>,
): ItemPlace[] {
  const items = index.of('workItem')
  const parents = items.map(({ connection, record }) =>
    record.parent === undefined ? -1 : (index.find(connection, 'workItem', record.parent) ?? -1),
  )
  const withChildren = summaries(parents)
  const units = unitsOf(index)
  const assigned = assignedTimes(index)
  const placements = placementsOf(index)
  const workersOf = new Map(
    workers.flatMap((worker) => worker.names.map((name) => [`${worker.connection}\n${name}`, worker])),
  )
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  return items.map((item, position) => {
    const { connection, record, project } = item
    const container = index.get(connection, 'container', record.container)
    const zone = container?.record.timeZone ?? settings.timeZone ?? 'UTC'
    const isPlanned = container?.record.scheduledFrom !== undefined || record.scheduling !== undefined
    const own = calendarOf(item, container?.record, zone, calendars)
    const time = assigned.get(position)
    const found = isPlanned
      ? withResources(item, { own, zone, calendars, time })
      : withWorkers(item, { own, isOwn: container?.record.calendar !== undefined, calendars, workersOf })
    return {
      zone,
      isPlanned,
      plan: planOf(item, container, { zone, isPlanned, plans }),
      calendar: found.index,
      parent: parents[position] ?? -1,
      isSummary: withChildren.has(position),
      units: units.get(position) ?? Math.max(1, record.assignees?.length ?? 1),
      team: project ?? `${connection}\n${container?.record.ref ?? ''}`,
      teamName: (project === undefined ? container?.record.name : names.get(project)) ?? connection,
      dates: statedDates(record, placements.get(position) ?? []),
      splits: time?.splits ?? [],
      ...(found.instead !== undefined && {
        calendarInstead: {
          field: 'calendar',
          source: 'default-calendar',
          value: calendars.at(found.index).name,
          basis: `Calendar ${calendars.at(found.index).name}: ${found.instead}`,
        },
      }),
    }
  })
}

/**
 * Items with something below them. What is part of itself, by however many steps, is below nothing: where the schedule
 * cuts such a ring, no item may be left that neither sums up nor has a length of its own.
 */
function summaries(parents: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>()
  const seen = new Int32Array(parents.length).fill(-1)
  const inRing = new Set<number>()
  for (let start = 0; start < parents.length; start++) {
    let at = start
    while (at >= 0 && seen[at] === -1) {
      seen[at] = start
      at = parents[at] ?? -1
    }
    // The walk came back to where it had been itself.
    for (let node = at; node >= 0 && seen[node] === start && !inRing.has(node); node = parents[node] ?? -1)
      inRing.add(node)
  }
  for (const [child, parent] of parents.entries()) if (parent >= 0 && !inRing.has(child)) found.add(parent)
  return found
}

function calendarOf(
  { connection, record }: NetworkRecord<'workItem'>,
  container: Container | undefined,
  zone: string,
  calendars: NetworkCalendars,
): { readonly index: number; readonly instead?: string } {
  const ref = record.calendar ?? container?.calendar
  return ref === undefined ? calendars.standard(zone) : calendars.ofRecord(connection, ref, zone)
}

/**
 * When a plan's task is worked on: whenever one of its resources works, within the task's own calendar where it has
 * one. Where that leaves no time its own calendar counts, as it does for a task that nobody is assigned to.
 */
function withResources(
  { connection, record }: NetworkRecord<'workItem'>,
  parts: {
    readonly own: FoundCalendar
    readonly zone: string
    readonly calendars: NetworkCalendars
    readonly time: AssignedTime | undefined
  },
): FoundCalendar {
  const { own, zone, calendars, time } = parts
  if (time === undefined || time.calendars.length === 0 || ignoresResourceCalendars(record)) return own
  const resources = time.calendars.map((ref) => calendars.ofRecord(connection, ref, zone).index)
  const index = calendars.together(resources, record.calendar === undefined ? undefined : own.index)
  return { ...own, index: index ?? own.index }
}

/**
 * When an item of a tracker is worked on: whenever one of its assignees works, within the calendar of its container where
 * that has one. An assignee of whom nobody states a calendar has that of the item.
 */
function withWorkers(
  { connection, record }: NetworkRecord<'workItem'>,
  parts: {
    readonly own: FoundCalendar
    readonly isOwn: boolean
    readonly calendars: NetworkCalendars
    readonly workersOf: ReadonlyMap<string, WorkerCalendar>
  },
): FoundCalendar {
  const { own, isOwn, calendars, workersOf } = parts
  if (record.calendar !== undefined || record.assignees === undefined || workersOf.size === 0) return own
  const workers = record.assignees.map((account) =>
    workersOf.get(`${connection}\n${typeof account === 'string' ? account : account.key}`),
  )
  if (workers.every((worker) => worker === undefined)) return own
  const indices = workers.map((worker) =>
    worker === undefined ? own.index : calendars.ofWorker(worker.calendar, worker.zone),
  )
  return { ...own, index: calendars.together(indices, isOwn ? own.index : undefined) ?? own.index }
}

function planOf(
  { connection, record, project }: NetworkRecord<'workItem'>,
  container: NetworkRecord<'container'> | undefined,
  {
    zone,
    isPlanned,
    plans,
  }: { readonly zone: string; readonly isPlanned: boolean; readonly plans: NetworkPlans },
): number {
  if (container !== undefined && isPlanned)
    return plans.ofContainer(connection, container, {
      zone,
      isPlan: true,
      ...(project !== undefined && { project }),
    })
  if (project !== undefined) return plans.ofProject(project)
  if (container !== undefined) return plans.ofContainer(connection, container, { zone, isPlan: false })
  const { container: home } = record
  return plans.ofUnknown(connection, typeof home === 'string' ? home : home.key)
}

/** How much of full time the assignments to each work item give together, where a tracker tells. */
function unitsOf(index: RecordIndex): ReadonlyMap<number, number> {
  const units = new Map<number, number>()
  for (const { connection, record } of index.of('assignment')) {
    if (record.units === undefined || record.units <= 0) continue
    const position = index.find(connection, 'workItem', record.item)
    if (position === undefined) continue
    const resource =
      record.resource === undefined ? undefined : index.get(connection, 'resource', record.resource)
    if (resource !== undefined && resource.record.type !== 'work') continue
    units.set(position, (units.get(position) ?? 0) + record.units)
  }
  return units
}

function placementsOf(index: RecordIndex): ReadonlyMap<number, Placement[]> {
  const placements = new Map<number, Placement[]>()
  for (const { connection, record } of index.of('placement')) {
    if (record.item === undefined) continue
    const position = index.find(connection, 'workItem', record.item)
    if (position === undefined) continue
    const there = placements.get(position)
    if (there === undefined) placements.set(position, [record])
    else there.push(record)
  }
  return placements
}

/** What the finished items teach: those with both actual dates that hold work of their own. */
export function finishedItems(
  index: RecordIndex,
  places: readonly ItemPlace[],
  calendars: NetworkCalendars,
): FinishedItem[] {
  return index.of('workItem').flatMap(({ record }, position): FinishedItem[] => {
    const place = places[position]
    const { statusCategory, started, finished, type, points, isMilestone } = record
    if (place === undefined || statusCategory !== 'done' || place.isSummary || isMilestone === true) return []
    if (started === undefined || finished === undefined) return []
    const calendar = calendars.at(place.calendar)
    const minutes = calendar.between(beginOf(started, place.zone), endOf(finished, place.zone))
    if (!(minutes >= 0)) return []
    return [{ type, team: place.team, minutes, ...(points !== undefined && { points }) }]
  })
}
