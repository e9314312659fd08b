import { zoneOfNode } from '../network/index.ts'
import { breather } from '@headless-pmo/engine'
import type { BaselineRow } from '../../portfolio/index.ts'
import { minutesOf } from '../../working-time/index.ts'
import { daysBetween, finishTime } from './impact-time.ts'
import type { ImpactView } from './prepare-view.ts'
import { projectSpans } from './project-spans.ts'
import type { ImpactNode, ImpactTime } from './summary.ts'

const STRIDE = 256
/** Most items that are told; the counts beside them are complete. */
const MOST_ITEMS = 200

/** How far one thing lies from where it was planned. */
export interface DriftRow {
  readonly node?: ImpactNode
  readonly project?: string
  readonly planned?: ImpactTime
  /** Absent: it has no date any more, or is gone from its tracker. */
  readonly now?: ImpactTime
  /** Calendar days after the plan; below zero: before. */
  readonly days?: number
}

/** How far the schedule has moved away from a plan. */
export interface PlanDrift {
  /** Until when the data was known, instant. */
  readonly asOf: string
  /**
   * Items and milestones with a date in the plan that finish later, earlier, on the day; and that are gone or have no
   * date any more.
   */
  readonly later: number
  readonly earlier: number
  readonly same: number
  readonly gone: number
  /** Items that the plan does not know. */
  readonly added: number
  readonly projects: readonly DriftRow[]
  readonly milestones: readonly DriftRow[]
  /** What lies farthest from the plan. */
  readonly items: readonly DriftRow[]
}

/** Compares the rows of a plan with the schedule as it is now. */
export async function planDrift(view: ImpactView, rows: readonly BaselineRow[]): Promise<PlanDrift> {
  const spans = projectSpans(view)
  const counts = { later: 0, earlier: 0, same: 0, gone: 0 }
  const [projects, milestones, items]: [DriftRow[], DriftRow[], DriftRow[]] = [[], [], []]
  const planned = new Set<number>()
  const scope = new Set<string | undefined>()
  const breathe = breather()
  for (const [at, row] of rows.entries()) {
    if (at % STRIDE === 0) await breathe()
    if (row.kind === 'project') {
      projects.push(driftOf(plannedTime(view, row, -1), spans.get(row.ref)?.finish, { project: row.ref }))
      continue
    }
    const { connection, kind, ref, key, project } = row
    scope.add(project)
    const index = view.scheduled.portfolio.indexOf(connection, ref, kind)
    if (index !== undefined) planned.add(index)
    if (row.summary === true) continue
    const drift = driftOf(plannedTime(view, row, index ?? -1), nowOf(view, index), {
      node: { connection, kind, ref, ...(key !== undefined && { key }) },
      ...(project !== undefined && { project }),
    })
    // What had no date in the plan cannot be away from it.
    if (drift.planned === undefined) continue
    if (drift.now === undefined) counts.gone++
    else if (drift.days === undefined || drift.days === 0) counts.same++
    else if (drift.days > 0) counts.later++
    else counts.earlier++
    if (row.isMilestone === true) milestones.push(drift)
    else if (drift.now === undefined || (drift.days ?? 0) !== 0) items.push(drift)
  }
  return {
    asOf: view.scheduled.asOf,
    ...counts,
    added: addedSince(view, planned, scope),
    projects,
    milestones: milestones.toSorted(byDrift),
    items: items.toSorted(byDrift).slice(0, MOST_ITEMS),
  }
}

function plannedTime(view: ImpactView, { finish }: BaselineRow, node: number): ImpactTime | undefined {
  const zone = zoneOfNode(view.scheduled.portfolio, node)
  return finish === undefined ? undefined : finishTime(minutesOf(finish, zone), zone)
}

function nowOf({ base, scheduled }: ImpactView, node: number | undefined): ImpactTime | undefined {
  if (node === undefined) return undefined
  return finishTime(base.schedule.finish[node] ?? Number.NaN, zoneOfNode(scheduled.portfolio, node))
}

function driftOf(
  planned: ImpactTime | undefined,
  now: ImpactTime | undefined,
  about: Pick<DriftRow, 'node' | 'project'>,
): DriftRow {
  return {
    ...about,
    ...(planned !== undefined && { planned }),
    ...(now !== undefined && { now }),
    ...(planned !== undefined && now !== undefined && { days: daysBetween(planned, now) }),
  }
}

function byDrift(one: DriftRow, other: DriftRow): number {
  return Math.abs(other.days ?? Infinity) - Math.abs(one.days ?? Infinity) || 0
}

/** Items of the projects that the plan is about which it does not know. */
function addedSince(
  { scheduled }: ImpactView,
  planned: ReadonlySet<number>,
  scope: ReadonlySet<string | undefined>,
): number {
  let added = 0
  for (const [index, { kind, project }] of scheduled.portfolio.nodes.entries()) {
    if (kind === 'workItem' && scope.has(project) && !planned.has(index)) added++
  }
  return added
}
