import { itemFlow } from '../flow/item-flow.ts'
import { categoryAt, statusAt, type ItemHistory } from '../flow/item-history.ts'
import { sortedSteps, type Steps } from '../steps.ts'
import { daysFrom, timeOf } from '../time.ts'
import { percentilesOf, type Percentiles } from './cycle-times.ts'
import { itemName, type ItemName } from './item-point.ts'

/** An item in progress. */
export interface AgingPoint extends ItemName {
  /** In its tracker's word; absent: nothing tells. */
  readonly status?: string
  /** Elapsed days since work began; absent: nothing tells when. */
  readonly days?: number
  /** Instant since when it has been blocked; absent: it is not, or nothing tells. */
  readonly blockedSince?: string
  /** It is older than 85 % of the items that were done in the window took; absent: there are too few of them, or its age is not known. */
  readonly isOld?: boolean
}

/** A column of the chart. */
export interface AgingStatus {
  readonly status: string
  /** Ages at which finished items left it for the last time; absent: none did. */
  readonly left?: Percentiles
}

/** Items in progress, held against what the team's finished items took. */
export interface Aging {
  /** The oldest first. */
  readonly points: readonly AgingPoint[]
  /** In the order in which items come through them. */
  readonly statuses: readonly AgingStatus[]
  /** How long finished items took as a whole; absent: none was finished. */
  readonly cycle?: Percentiles
  readonly known: number
}

/** Finished items below which a team has no limit of its own; the same as for the figure of aging items. */
export const LEAST_CYCLES = 5

/**
 * Work in progress by status and age, with the pace of what was finished since a day (Vacanti's aging work in progress).
 * @param now milliseconds since 1970
 * @param from calendar day in UTC, YYYY-MM-DD
 */
export function* aging(items: Iterable<ItemHistory>, now: number, from: string): Steps<Aging> {
  const active: AgingPoint[] = []
  const cycles: number[] = []
  const left = new Map<string, number[]>()
  for (const history of items) {
    yield
    const flow = itemFlow(history, now)
    if (flow === undefined) continue
    if (flow.state === 'active') {
      const status = statusAt(history, now)
      active.push({
        ...itemName(history),
        ...(status !== undefined && { status }),
        ...(flow.ageDays !== undefined && { days: flow.ageDays }),
        ...(flow.blockedSince !== undefined && { blockedSince: flow.blockedSince }),
      })
    }
    if (flow.finished === undefined || flow.finished < from || flow.cycleDays === undefined) continue
    cycles.push(flow.cycleDays)
    for (const [status, age] of agesLeft(
      history,
      timeOf(flow.started) ?? now,
      timeOf(flow.finished) ?? now,
    )) {
      const ages = left.get(status)
      if (ages === undefined) left.set(status, [age])
      else ages.push(age)
    }
  }
  const cycle = percentilesOf(cycles)
  const limit = cycle === undefined || cycle.samples < LEAST_CYCLES ? undefined : cycle.p85
  const points: AgingPoint[] = []
  const names = new Set(left.keys())
  let known = 0
  for (const point of active) {
    yield
    const { days, status } = point
    points.push({ ...point, ...(days !== undefined && limit !== undefined && { isOld: days > limit }) })
    if (status !== undefined) names.add(status)
    if (days !== undefined) known += 1
  }
  const statuses: AgingStatus[] = []
  for (const status of names) {
    yield
    const told = percentilesOf(left.get(status) ?? [])
    statuses.push({ status, ...(told !== undefined && { left: told }) })
  }
  return {
    points: yield* sortedSteps(points, (a, b) => (b.days ?? -1) - (a.days ?? -1)),
    // A status that is left at a lower age comes before; one that nobody left yet says nothing of its place.
    statuses: statuses.toSorted((a, b) => (a.left?.p50 ?? Infinity) - (b.left?.p50 ?? Infinity) || 0),
    known,
    ...(cycle !== undefined && { cycle }),
  }
}

/** Ages in days at which an item left each status in which it was in progress, for the last time. */
function agesLeft(history: ItemHistory, started: number, finished: number): ReadonlyMap<string, number> {
  const ages = new Map<string, number>()
  for (const { at, fromStatus, toStatus } of history.steps) {
    if (at <= started || at > finished || fromStatus === undefined || fromStatus === toStatus) continue
    if (categoryAt(history, at - 1) !== 'in_progress') continue
    ages.set(fromStatus, daysFrom(started, at))
  }
  return ages
}
