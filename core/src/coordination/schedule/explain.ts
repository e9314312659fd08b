import type { Network } from './network.ts'
import { tiesPredecessorFinish, tiesSuccessorFinish } from './link-bounds.ts'
import { DRIVERS, type DriverName, type Schedule } from './schedule-result.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** One link of the chain that leads to a node's dates. */
export interface ExplanationStep {
  readonly node: number
  /** Early dates in an early explanation, late dates in a late one. */
  readonly start: number
  readonly finish: number
  /** What set them. */
  readonly driver: DriverName
  /** The link that did, for driver `link`. */
  readonly link?: number
  /** The end of this node that the link ties. */
  readonly tied?: 'start' | 'finish'
  /** The summary around the node through which a link, constraint or deadline reaches it, if it is not its own. */
  readonly through?: number
  /** The node of the next step: the predecessor (late: the successor) of the link, or the child behind a summary. */
  readonly next?: number
  /** The end of the next node that counts. */
  readonly nextEnd?: 'start' | 'finish'
}

/** Why a node has its dates. */
export interface Explanation {
  /** From the node back to what begins the chain: a project's start, a constraint, an actual date … */
  readonly early: readonly ExplanationStep[]
  /** From the node forward to what ends the chain: a project's finish, a deadline, a constraint … */
  readonly late: readonly ExplanationStep[]
  /** The chains were longer than the limit. */
  readonly cut: boolean
}

/** Explains the dates of a node as chains of what set them; each chain has at most `limit` steps (default 1,000). */
export function explain(
  network: Network,
  schedule: Schedule,
  node: number,
  { limit = 1_000 }: { readonly limit?: number } = {},
): Explanation {
  const early: ExplanationStep[] = []
  let at: number | undefined = node
  let end: 'start' | 'finish' = 'start'
  while (at !== undefined && early.length < limit) {
    const step = earlyStep(network, schedule, at, end)
    early.push(step)
    at = step.next
    end = step.nextEnd ?? 'start'
  }
  const earlyCut = at !== undefined
  const late: ExplanationStep[] = []
  at = node
  end = 'finish'
  while (at !== undefined && late.length < limit) {
    const step = lateStep(network, schedule, at, end)
    late.push(step)
    at = step.next
    end = step.nextEnd ?? 'finish'
  }
  return { early, late, cut: earlyCut || at !== undefined }
}

/** The step from a node to what set its early start (or, of a summary, its early finish). */
export function earlyStep(
  network: Network,
  schedule: Schedule,
  node: number,
  end: 'start' | 'finish' = 'start',
): ExplanationStep {
  const driver = schedule.driver[node]!
  const index = schedule.driverIndex[node]!
  const dates = { node, start: schedule.earlyStart[node]!, finish: schedule.earlyFinish[node]! }
  if (driver === DRIVERS.children)
    return { ...dates, driver: 'children', next: childAt(schedule, node, end), nextEnd: end }
  if (driver !== DRIVERS.link) return { ...dates, driver: driverName(driver), ...throughOf(index, node) }
  const type = network.type[index]!
  return {
    ...dates,
    driver: 'link',
    link: index,
    tied: tiesSuccessorFinish(type) ? 'finish' : 'start',
    ...throughOf(network.to[index]!, node),
    next: network.from[index]!,
    nextEnd: tiesPredecessorFinish(type) ? 'finish' : 'start',
  }
}

/** The step from a node to what set its late finish (or, of a summary, its late start). */
export function lateStep(
  network: Network,
  schedule: Schedule,
  node: number,
  end: 'start' | 'finish' = 'finish',
): ExplanationStep {
  const driver = schedule.lateDriver[node]!
  const index = schedule.lateDriverIndex[node]!
  const dates = { node, start: schedule.lateStart[node]!, finish: schedule.lateFinish[node]! }
  if (driver === DRIVERS.children)
    return { ...dates, driver: 'children', next: lateChildAt(schedule, node, end), nextEnd: end }
  if (driver !== DRIVERS.link) return { ...dates, driver: driverName(driver), ...throughOf(index, node) }
  const type = network.type[index]!
  return {
    ...dates,
    driver: 'link',
    link: index,
    tied: tiesPredecessorFinish(type) ? 'finish' : 'start',
    ...throughOf(network.from[index]!, node),
    next: network.to[index]!,
    nextEnd: tiesSuccessorFinish(type) ? 'finish' : 'start',
  }
}

/** The name of a driver's number; `none` for one that is not known. */
export function driverName(driver: number): DriverName {
  return NAMES[driver] ?? 'none'
}

const NAMES: readonly DriverName[] = [
  'none',
  'link',
  'constraint',
  'project',
  'actual',
  'statusDate',
  'manual',
  'deadline',
  'children',
]

function throughOf(index: number, node: number): { readonly through?: number } {
  return index < 0 || index === node ? {} : { through: index }
}

/** The node below a summary that begins first, or finishes last. */
export function childAt(
  { earlyStart, earlyFinish, order }: Schedule,
  node: number,
  end: 'start' | 'finish',
): number {
  let found = -1
  for (let at = order.childrenAt[node]!; at < order.childrenAt[node + 1]!; at++) {
    const child = order.children[at]!
    if (Number.isNaN(earlyStart[child]!)) continue
    const better =
      found < 0 ||
      (end === 'start' ? earlyStart[child]! < earlyStart[found]! : earlyFinish[child]! > earlyFinish[found]!)
    if (better) found = child
  }
  return found
}

/** The node below a summary that may finish last, or whose late start or finish comes first. */
function lateChildAt(
  { lateStart, lateFinish, order }: Schedule,
  node: number,
  end: 'start' | 'finish',
): number {
  let found = -1
  const dates = end === 'start' ? lateStart : lateFinish
  for (let at = order.childrenAt[node]!; at < order.childrenAt[node + 1]!; at++) {
    const child = order.children[at]!
    if (!Number.isNaN(dates[child]!) && (found < 0 || dates[child]! < dates[found]!)) found = child
  }
  return found
}
