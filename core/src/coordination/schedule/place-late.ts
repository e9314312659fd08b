import { endOf, startOf, toWorking } from '../../working-time/index.ts'
import { lagMinutes, limitsPredecessor, tiesPredecessorFinish, tiesSuccessorFinish } from './link-bounds.ts'
import { CONSTRAINTS, LAG_KINDS } from './network.ts'
import { PLAIN, type ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * The dates by which work is to be done. They are the early ones; but what is to be as late as possible moves
 * as far as its own float allows and as what waits for it is placed: it delays nothing. Summaries follow.
 */
export function placeLate(state: ScheduleState): void {
  const { columns, network, order, plain } = state
  if (columns.start !== columns.earlyStart) {
    columns.start.set(columns.earlyStart)
    columns.finish.set(columns.earlyFinish)
  }
  if (!network.constraint.includes(CONSTRAINTS.asLateAsPossible)) return
  const placed = new Uint8Array(order.headNode.length)
  for (let at = order.order.length - 1; at >= 0; at--) {
    const event = order.order[at]!
    if (event >= state.size) {
      const head = event - state.size
      if (placed[head] === 1) placeSummary(state, placed, order.headNode[head]!)
      continue
    }
    if (order.head[event]! >= 0 || network.constraint[event] !== CONSTRAINTS.asLateAsPossible) continue
    if ((plain[event]! & PLAIN.settled) !== 0 || !(columns.totalFloat[event]! > 0)) continue
    placeNode(state, event)
    const above = order.parent[event]!
    if (above >= 0) placed[order.head[above]!] = 1
  }
}

function placeNode(state: ScheduleState, node: number): void {
  const { columns, network, order, table, working } = state
  const calendar = network.calendar[node]!
  const span = working.earlyFinish[node]! - working.earlyStart[node]!
  let work = working.lateFinish[node]!
  for (let around = node; around >= 0; around = order.parent[around]!) {
    for (let at = order.successorAt[around]!; at < order.successorAt[around + 1]!; at++) {
      const link = order.successorLinks[at]!
      if (!limitsPredecessor(state, link)) continue
      const ofFinish = tiesPredecessorFinish(network.type[link]!)
      // Of a summary, only those that begin first are held by what waits for its start.
      if (!ofFinish && around !== node && columns.earlyStart[node]! > columns.earlyStart[around]!) continue
      const bound = toWorking(table, calendar, placedTime(state, link)) + (ofFinish ? 0 : span)
      if (bound < work) work = bound
    }
  }
  if (!(work > working.earlyFinish[node]!)) return
  const finish = endOf(table, calendar, work)
  columns.finish[node] = finish
  columns.start[node] = span === 0 ? finish : startOf(table, calendar, work - span)
}

/** The latest time of a link's predecessor that leaves the successor where it is placed. */
function placedTime(state: ScheduleState, link: number): number {
  const { columns, network, table } = state
  const node = network.to[link]!
  const calendar = network.calendar[node]!
  const time = (tiesSuccessorFinish(network.type[link]!) ? columns.finish : columns.start)[node]!
  const lag = lagMinutes(state, link)
  if ((network.lagKind[link]! & LAG_KINDS.elapsed) !== 0) return time - lag
  return startOf(table, calendar, toWorking(table, calendar, time) - lag)
}

function placeSummary({ columns, order }: ScheduleState, placed: Uint8Array, node: number): void {
  let start = Infinity
  let finish = -Infinity
  for (let at = order.childrenAt[node]!; at < order.childrenAt[node + 1]!; at++) {
    const child = order.children[at]!
    if (columns.start[child]! < start) start = columns.start[child]!
    if (columns.finish[child]! > finish) finish = columns.finish[child]!
  }
  columns.start[node] = start
  columns.finish[node] = finish
  const above = order.parent[node]!
  if (above >= 0) placed[order.head[above]!] = 1
}
