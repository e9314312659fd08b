import { childAt, earlyStep, lateStep } from './explain.ts'
import { TOLERANCE } from './horizon.ts'
import type { Network } from './network.ts'
import type { Schedule } from './schedule-result.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Which paths are asked for. */
export interface CriticalPathsOptions {
  /** Total float in working minutes up to which a node counts; default 0. More gives near-critical paths too. */
  readonly float?: number
  /** Only paths that contain a node of this project. */
  readonly project?: number
  /** At most so many paths; default 100. */
  readonly limit?: number
}

/** A chain of nodes of which each waits for the one before. */
export interface CriticalPath {
  /** The least total float on it, in working minutes. */
  readonly totalFloat: number
  /** Nodes from first to last, no summaries. */
  readonly nodes: readonly number[]
  /** `links[i]` leads from `nodes[i]` to `nodes[i + 1]`; it may belong to a summary around either. */
  readonly links: readonly number[]
  readonly start: number
  readonly finish: number
}

/** The paths that were asked for. */
export interface CriticalPaths {
  /** Those with the least float first, then those that finish last: a path for each independent end. */
  readonly paths: readonly CriticalPath[]
  /** How many nodes have no more float than asked, on these paths or not. */
  readonly nodes: number
  /** There are more paths than the limit. */
  readonly cut: boolean
}

/**
 * Critical and near-critical paths. Every node with no more float than asked, that is not done, lies on at least
 * one of them (unless there are more than the limit); several ends give several paths.
 */
export function criticalPaths(
  network: Network,
  schedule: Schedule,
  { float = 0, project, limit = 100 }: CriticalPathsOptions = {},
): CriticalPaths {
  const { critical, earlyFinish, lateDriver, order, totalFloat } = schedule
  const wanted: number[] = []
  for (let node = 0; node < schedule.size; node++) {
    if (order.head[node]! >= 0 || !(totalFloat[node]! <= float + TOLERANCE)) continue
    // What is done has no float either, and nothing depends on it any more.
    if (lateDriver[node] === ACTUAL && critical[node] === 0) continue
    if (project === undefined || network.project[node] === project) wanted.push(node)
  }
  wanted.sort((a, b) => totalFloat[a]! - totalFloat[b]! || earlyFinish[b]! - earlyFinish[a]! || a - b)
  const covered = new Uint8Array(schedule.size)
  const paths: CriticalPath[] = []
  for (const node of wanted) {
    if (covered[node] === 1) continue
    if (paths.length === limit) return { paths, nodes: wanted.length, cut: true }
    const path = pathThrough(network, schedule, node)
    for (const member of path.nodes) covered[member] = 1
    paths.push(path)
  }
  return { paths, nodes: wanted.length, cut: false }
}

/** `DRIVERS.actual`, which only what is done has as its late driver. */
const ACTUAL = 4

function pathThrough(network: Network, schedule: Schedule, node: number): CriticalPath {
  const before: number[] = []
  const linksBefore: number[] = []
  for (let at = node; ;) {
    const step = earlyStep(network, schedule, at)
    if (step.link === undefined || step.next === undefined) break
    at = leafOf(schedule, step.next, step.nextEnd ?? 'finish')
    // What is done holds nothing up any more.
    if (schedule.lateDriver[at] === ACTUAL) break
    before.push(at)
    linksBefore.push(step.link)
  }
  const nodes = [...before.toReversed(), node]
  const links = linksBefore.toReversed()
  for (let at = node; ;) {
    const step = lateStep(network, schedule, at)
    if (step.link === undefined || step.next === undefined) break
    at = leafOf(schedule, step.next, 'start')
    nodes.push(at)
    links.push(step.link)
  }
  let least = Infinity
  let finish = -Infinity
  for (const member of nodes) {
    least = Math.min(least, schedule.totalFloat[member]!)
    finish = Math.max(finish, schedule.earlyFinish[member]!)
  }
  return { totalFloat: least, nodes, links, start: schedule.earlyStart[nodes[0]!]!, finish }
}

/** The node without children that gives a summary its start or finish. */
function leafOf(schedule: Schedule, node: number, end: 'start' | 'finish'): number {
  let at = node
  while (schedule.order.head[at]! >= 0) at = childAt(schedule, at, end)
  return at
}
