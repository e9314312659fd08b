import { CONSTRAINTS } from '../schedule/index.ts'
import { isDone, isGone, type Comparison } from './compare-dates.ts'
import type { CommitmentFigures, CommitmentState, ProjectFigures } from './figures.ts'
import type { PromisedDate } from './impact-base.ts'

/** A date is kept up to a minute after it. */
const TOLERANCE = 1

const START_LIMITS: ReadonlySet<number> = new Set([CONSTRAINTS.mustStartOn, CONSTRAINTS.startNoLaterThan])
const FINISH_LIMITS: ReadonlySet<number> = new Set([CONSTRAINTS.mustFinishOn, CONSTRAINTS.finishNoLaterThan])

/**
 * Which dates that somebody relies on are broken, get worse or better, or are kept again: deadlines and fixed dates of
 * the network, and promises handed in (baselines, the plan of record, what was agreed for a project).
 */
export function compareCommitments(
  comparison: Comparison,
  moved: ReadonlySet<number>,
  projects: readonly ProjectFigures[],
  promises: readonly PromisedDate[],
): CommitmentFigures[] {
  const { network } = comparison.base
  const found: CommitmentFigures[] = []
  for (const node of moved) {
    if (isDone(comparison.base, node)) continue
    const deadline = network.deadline[node] ?? Number.NaN
    note(found, comparison, { kind: 'deadline', node, promise: -1, by: deadline, of: 'finish' })
    const constraint = network.constraint[node] ?? 0
    const by = network.constraintDate[node] ?? Number.NaN
    if (START_LIMITS.has(constraint))
      note(found, comparison, { kind: 'constraint', node, promise: -1, by, of: 'start' })
    if (FINISH_LIMITS.has(constraint))
      note(found, comparison, { kind: 'constraint', node, promise: -1, by, of: 'finish' })
  }
  const byProject = new Map(projects.map((one) => [one.project, one]))
  for (const [promise, { node, project, by }] of promises.entries()) {
    if (node >= 0) {
      if (moved.has(node)) note(found, comparison, { kind: 'promise', node, promise, by, of: 'finish' })
      continue
    }
    const figures = byProject.get(project)
    if (figures === undefined) continue
    const lateBefore = figures.finishBefore - by
    const lateAfter = figures.finishAfter - by
    const state = stateOf(lateBefore, lateAfter, figures.unknown > 0)
    if (state !== undefined)
      found.push({ kind: 'promise', node: -1, promise, by, lateBefore, lateAfter, state })
  }
  return found.toSorted((one, other) => RANK[one.state] - RANK[other.state] || gain(other) - gain(one))
}

const RANK: Readonly<Record<CommitmentState, number>> = {
  broken: 0,
  unknown: 1,
  worse: 2,
  'kept-again': 3,
  better: 4,
}

function gain({ lateBefore, lateAfter }: CommitmentFigures): number {
  return Number.isNaN(lateAfter) ? 0 : Math.abs(lateAfter - lateBefore)
}

function note(
  found: CommitmentFigures[],
  comparison: Comparison,
  {
    of,
    ...date
  }: Pick<CommitmentFigures, 'kind' | 'node' | 'promise' | 'by'> & {
    readonly of: 'start' | 'finish'
  },
): void {
  const { node, by } = date
  // What is dropped is promised to nobody any more; that it is dropped is what the step says.
  if (Number.isNaN(by) || comparison.dropped.has(node)) return
  const gone = isGone(comparison, node)
  const lateBefore = (comparison.before[of][node] ?? Number.NaN) - by
  const lateAfter = gone ? Number.NaN : (comparison.after[of][node] ?? Number.NaN) - by
  const state = stateOf(lateBefore, lateAfter, gone || Number.isNaN(lateAfter))
  if (state !== undefined) found.push({ ...date, lateBefore, lateAfter, state })
}

function stateOf(before: number, after: number, isUnknown: boolean): CommitmentState | undefined {
  if (isUnknown) return 'unknown'
  const wasLate = before > TOLERANCE
  const isLate = after > TOLERANCE
  if (!wasLate && isLate) return 'broken'
  if (wasLate && !isLate) return 'kept-again'
  if (!wasLate || Math.abs(after - before) <= TOLERANCE) return undefined
  return after > before ? 'worse' : 'better'
}
