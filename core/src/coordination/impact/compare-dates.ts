import { toWorking } from '../../working-time/index.ts'
import { NODE_FLAGS } from '../schedule/index.ts'
import type { Dates } from './dates.ts'
import type { NodeMove, ProjectFigures } from './figures.ts'
import { LISTED, type ImpactBase } from './impact-base.ts'

/** Two dates less than this apart are one: fractions of a minute are rounding. */
const SAME_MINUTES = 0.01

/** Dates of a network before and after; nodes that are new have none before. */
export interface Comparison {
  readonly base: ImpactBase
  readonly before: Dates
  readonly after: Dates
  /** Nodes without a date after, although the arithmetic gives one. */
  readonly undatable: ReadonlySet<number>
  readonly dropped: ReadonlySet<number>
}

/** How a node moves, undefined where it stays. Its path is found by whoever shows it. */
export function moveOf(comparison: Comparison, node: number): Omit<NodeMove, 'path'> | undefined {
  const { base, before, after } = comparison
  const gone = isGone(comparison, node)
  const startBefore = before.start[node] ?? Number.NaN
  const finishBefore = before.finish[node] ?? Number.NaN
  const startAfter = gone ? Number.NaN : (after.start[node] ?? Number.NaN)
  const finishAfter = gone ? Number.NaN : (after.finish[node] ?? Number.NaN)
  if (same(startBefore, startAfter) && same(finishBefore, finishAfter)) return undefined
  const calendar = base.network.calendar[node] ?? 0
  const startBy = worked(base, calendar, startBefore, startAfter)
  const finishBy = worked(base, calendar, finishBefore, finishAfter)
  // 17:00 and the next working day's 08:00 are the same time to somebody who works then.
  const isWork = !Number.isNaN(startBefore) && !Number.isNaN(startAfter)
  if (isWork && Math.abs(startBy) < SAME_MINUTES && Math.abs(finishBy) < SAME_MINUTES) return undefined
  return {
    node,
    startBefore,
    finishBefore,
    startAfter,
    finishAfter,
    startBy,
    finishBy,
    floatBefore: before.totalFloat[node] ?? Number.NaN,
    floatAfter: gone ? Number.NaN : (after.totalFloat[node] ?? Number.NaN),
  }
}

/** Whether nobody can tell its date any more, or it is not part of the work any more. */
export function isGone({ undatable, dropped }: Comparison, node: number): boolean {
  return undatable.has(node) || dropped.has(node)
}

/** Finished work does not move and is nobody's load. */
export function isDone({ network }: Pick<ImpactBase, 'network'>, node: number): boolean {
  return (
    ((network.flags[node] ?? 0) & NODE_FLAGS.done) !== 0 ||
    !Number.isNaN(network.actualFinish[node] ?? Number.NaN)
  )
}

function same(one: number, other: number): boolean {
  return Object.is(one, other) || Math.abs(one - other) < SAME_MINUTES
}

function worked({ table }: ImpactBase, calendar: number, from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return 0
  return toWorking(table, calendar, to) - toWorking(table, calendar, from)
}

/** From the first start to the last finish of each project's items, before and after; what moves farthest comes first. */
export function compareProjects(comparison: Comparison, moved: ReadonlySet<number>): ProjectFigures[] {
  const { base, before, after, undatable } = comparison
  const found = Array.from({ length: base.projects }, (_, project) => ({
    project,
    startBefore: Number.NaN,
    finishBefore: Number.NaN,
    startAfter: Number.NaN,
    finishAfter: Number.NaN,
    moved: 0,
    criticalBefore: 0,
    criticalAfter: 0,
    unknown: 0,
  }))
  for (let node = 0; node < base.network.size; node++) {
    const project = found[base.projectOf[node] ?? -1]
    if (project === undefined || base.listed[node] === LISTED.hidden) continue
    project.startBefore = least(project.startBefore, before.start[node])
    project.finishBefore = most(project.finishBefore, before.finish[node])
    project.criticalBefore += before.critical[node] ?? 0
    if (moved.has(node) && base.listed[node] !== LISTED.summary) project.moved++
    if (undatable.has(node)) project.unknown++
    if (isGone(comparison, node)) continue
    project.startAfter = least(project.startAfter, after.start[node])
    project.finishAfter = most(project.finishAfter, after.finish[node])
    project.criticalAfter += after.critical[node] ?? 0
  }
  for (const project of found) if (project.unknown > 0) project.finishAfter = Number.NaN
  return found
    .filter(
      (project) =>
        project.moved > 0 ||
        project.unknown > 0 ||
        !same(project.startBefore, project.startAfter) ||
        !same(project.finishBefore, project.finishAfter),
    )
    .toSorted((one, other) => distance(other) - distance(one) || one.project - other.project)
}

function distance({ finishBefore, finishAfter, unknown }: ProjectFigures): number {
  if (unknown > 0) return Number.MAX_VALUE
  return Number.isNaN(finishAfter - finishBefore) ? 0 : Math.abs(finishAfter - finishBefore)
}

function least(one: number, other = Number.NaN): number {
  return Number.isNaN(one) || other < one ? other : one
}

function most(one: number, other = Number.NaN): number {
  return Number.isNaN(one) || other > one ? other : one
}
