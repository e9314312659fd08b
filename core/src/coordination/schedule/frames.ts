import { HORIZON_END } from './horizon.ts'
import { NODE_FLAGS, type Network } from './network.ts'
import type { ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Sets the start of each project: what is stated, else the default. */
export function setStarts({ network, frameStart, options }: ScheduleState): void {
  frameStart.fill(options.defaultStart)
  for (let project = 0; project < network.projectCount; project++) {
    const start = network.projectStart[project]!
    if (!Number.isNaN(start)) frameStart[project] = start
  }
}

/** Whether a project's start follows from its finish. */
export function startsFromFinish({ network }: Pick<ScheduleState, 'network'>, project: number): boolean {
  return (
    network.projectFromFinish[project] === 1 &&
    Number.isNaN(network.projectStart[project]!) &&
    !Number.isNaN(network.projectFinish[project]!)
  )
}

/**
 * The start of each project that is scheduled from its finish: the earliest late start of its nodes. Wants late
 * dates that count back from the stated finish alone.
 */
export function setStartsFromLateDates(state: ScheduleState): void {
  const { columns, frameStart, network, order } = state
  const least = new Float64Array(network.projectCount).fill(Infinity)
  for (let node = 0; node < state.size; node++) {
    const project = network.project[node]!
    if (project < 0 || order.head[node]! >= 0) continue
    if (columns.lateStart[node]! < least[project]!) least[project] = columns.lateStart[node]!
  }
  for (let project = 0; project < network.projectCount; project++)
    if (startsFromFinish(state, project) && least[project]! < Infinity) frameStart[project] = least[project]!
}

/** Late dates count back from a stated finish alone; where none is, nothing limits them. */
export function setOpenFinishes({ frameFinish, network }: ScheduleState): void {
  frameFinish.fill(HORIZON_END)
  for (let project = 0; project < network.projectCount; project++)
    if (!Number.isNaN(network.projectFinish[project]!)) frameFinish[project] = network.projectFinish[project]!
}

/** The latest early finish of each project (without one: the last place); −Infinity: it has no nodes. */
export function latestFinishes({ columns, network, order, size }: ScheduleState): Float64Array {
  const latest = new Float64Array(network.projectCount + 1).fill(-Infinity)
  for (let node = 0; node < size; node++) {
    const finish = columns.earlyFinish[node]!
    const project = network.project[node]!
    const frame = project < 0 ? network.projectCount : project
    // The quick question first: almost no node is the last of its project.
    if (finish > latest[frame]! && order.head[node]! < 0 && (network.flags[node]! & NODE_FLAGS.noEnd) === 0)
      latest[frame] = finish
  }
  return latest
}

/** Sets what late dates count back from, and tells it by project; returns the finish of all. */
export function setFinishes(state: ScheduleState, latest: Float64Array): number {
  const { columns, frameFinish, network, options } = state
  const all = latest.reduce((most, finish) => Math.max(most, finish), -Infinity)
  for (let frame = 0; frame <= network.projectCount; frame++) {
    const stated = network.projectFinish[frame] ?? Number.NaN
    const own = options.ends === 'portfolio' ? all : options.ends === 'own' ? Infinity : latest[frame]!
    frameFinish[frame] = Number.isNaN(stated) ? (own === -Infinity ? Infinity : own) : stated
    if (frame === network.projectCount) continue
    const empty = latest[frame] === -Infinity
    columns.projectEarlyFinish[frame] = empty ? Number.NaN : latest[frame]!
    columns.projectLateFinish[frame] =
      empty || frameFinish[frame] === Infinity ? columns.projectEarlyFinish[frame]! : frameFinish[frame]!
  }
  return all === -Infinity ? Number.NaN : all
}

/** The place of a node's project in `frameStart` and `frameFinish`. */
export function frameOf(
  { project, projectCount }: Pick<Network, 'project' | 'projectCount'>,
  node: number,
): number {
  const own = project[node]!
  return own < 0 ? projectCount : own
}

/** The nodes of each project: `nodes[at[n] … at[n + 1] − 1]`. */
export interface NodesByFrame {
  readonly at: Int32Array
  readonly nodes: Int32Array
}

/** Finds the nodes of each project that are no summaries. */
export function nodesByFrame({ network, order, size }: ScheduleState): NodesByFrame {
  const at = new Int32Array(network.projectCount + 2)
  for (let node = 0; node < size; node++) if (order.head[node]! < 0) at[frameOf(network, node) + 1]!++
  for (let frame = 0; frame <= network.projectCount; frame++) at[frame + 1]! += at[frame]!
  const next = at.slice()
  const nodes = new Int32Array(at[network.projectCount + 1]!)
  for (let node = 0; node < size; node++)
    if (order.head[node]! < 0) nodes[next[frameOf(network, node)]!++] = node
  return { at, nodes }
}
