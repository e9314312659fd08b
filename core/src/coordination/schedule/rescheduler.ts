import { toWorking } from '../../working-time/index.ts'
import { backwardEvent } from './backward-pass.ts'
import { changeNetwork } from './change-network.ts'
import { canFollow, ChangedNetwork } from './changed-network.ts'
import { DatedProblems } from './dated-problems.ts'
import { EventQueue } from './event-queue.ts'
import { forwardEvent } from './forward-pass.ts'
import { frameOf, nodesByFrame, setFinishes, setStarts, type NodesByFrame } from './frames.ts'
import { CONSTRAINTS, NODE_FLAGS } from './network.ts'
import type { NetworkChange } from './network-change.ts'
import { ranksOf } from './network-order.ts'
import { placeLate } from './place-late.ts'
import { rescheduledOf, type Rescheduled } from './rescheduled.ts'
import { MARK_COLUMNS, restoreState, TIME_COLUMNS, WORKING_COLUMNS } from './restore-state.ts'
import type { ScheduledNetwork } from './restore-state.ts'
import { hasStartFromFinish, schedule as scheduleAnew } from './schedule.ts'
import type { ScheduleProblem } from './schedule-problem.ts'
import { DRIVERS, type Schedule } from './schedule-result.ts'
import { PLAIN, type ScheduleState } from './schedule-state.ts'
import { missedFinishes, troublesOf } from './tell-troubles.ts'
import { TROUBLE } from './trouble.ts'
import { UndoLog } from './undo-log.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * Tells what changes would move in a schedule, at a cost that follows from what they reach. It works on copies of
 * its own, which it puts back after each answer: network and schedule are never touched, and answers do not
 * depend on those before.
 */
export class Rescheduler {
  readonly #base: ScheduledNetwork
  readonly #state: ScheduleState
  readonly #latest: Float64Array
  readonly #frames: NodesByFrame
  readonly #changed: ChangedNetwork
  readonly #nodes: UndoLog
  readonly #heads: UndoLog
  readonly #problems: DatedProblems
  /** Something is to be as late as possible. */
  readonly #late: boolean
  readonly #ranks: Int32Array
  readonly #forward: EventQueue
  readonly #backward: EventQueue
  /** Placing late writes start and finish of nodes that no log knows of. */
  #placed = false

  constructor(base: ScheduledNetwork) {
    this.#base = base
    const { state, latest } = restoreState(base)
    this.#state = state
    this.#latest = latest
    this.#frames = nodesByFrame(state)
    this.#changed = new ChangedNetwork(state)
    const { columns, working, gates, order } = state
    const { schedule, network } = base
    this.#nodes = new UndoLog(
      [
        ...TIME_COLUMNS.map((name) => ({ column: columns[name], before: schedule[name] })),
        ...MARK_COLUMNS.map((name) => ({ column: columns[name], before: schedule[name] })),
        ...WORKING_COLUMNS.map((name) => ({ column: working[name], before: schedule.working[name] })),
        { column: working.trouble, before: schedule.working.trouble },
      ],
      state.size,
    )
    const heads = Object.values(gates).map((column) => ({ column, before: column.slice() }))
    this.#heads = new UndoLog(heads, order.headNode.length)
    this.#problems = new DatedProblems(schedule.problems)
    this.#late = network.constraint.includes(CONSTRAINTS.asLateAsPossible)
    this.#ranks = ranksOf(order)
    this.#forward = new EventQueue(this.#ranks, 1)
    this.#backward = new EventQueue(this.#ranks, -1)
  }

  /** What the changes, all together, move. */
  reschedule(changes: readonly NetworkChange[]): Rescheduled {
    const { network, calendars, schedule, options } = this.#base
    if (
      hasStartFromFinish({ network }) ||
      !canFollow({ network, order: schedule.order, ranks: this.#ranks }, changes)
    ) {
      const anew = scheduleAnew(changeNetwork(network, changes), calendars, options)
      const nodes = movedNodes(schedule, anew, [...schedule.earlyStart.keys()])
      const all = schedule.order.order.length
      return rescheduledOf(anew, nodes, { forward: all, backward: all })
    }
    const frames = keepFrames(this.#state)
    try {
      this.#changed.apply(changes)
      return this.#follow(changes)
    } finally {
      this.#changed.undo()
      this.#nodes.undo()
      this.#heads.undo()
      restoreFrames(this.#state, frames)
      if (this.#placed) {
        this.#placed = false
        this.#state.columns.start.set(schedule.start)
        this.#state.columns.finish.set(schedule.finish)
      }
    }
  }

  #follow(changes: readonly NetworkChange[]): Rescheduled {
    const state = this.#state
    const startsBefore = state.frameStart.slice()
    setStarts(state)
    for (const change of changes) this.#startFrom(change, startsBefore)
    const forward = this.#runForward()
    const finishOfAll = this.#moveFinishes(changes)
    const backward = this.#runBackward()
    const nodes = this.#place(changes)
    return rescheduledOf({ ...state.columns, finishOfAll, problems: this.#tell(changes) }, nodes, {
      forward,
      backward,
    })
  }

  #startFrom(change: NetworkChange, startsBefore: Float64Array): void {
    const { network, columns, frameStart, plain, table, working } = this.#state
    if (change.kind === 'node') {
      this.#addForward(change.node)
      this.#addBackward(change.node)
      this.#addPredecessors(change.node)
    } else if (change.kind === 'addLink') {
      this.#addForward(change.to)
      this.#addBackward(change.from)
    } else if (change.kind === 'removeLink') {
      this.#addForward(network.to[change.link]!)
      this.#addBackward(network.from[change.link]!)
    } else if (frameStart[change.project] !== startsBefore[change.project]) {
      const { at, nodes } = this.#frames
      const start = frameStart[change.project]!
      for (let place = at[change.project]!; place < at[change.project + 1]!; place++) {
        const node = nodes[place]!
        const asks =
          columns.driver[node] === DRIVERS.project ||
          // What is wrong with a constraint or a date set by hand may have to do with the start too.
          (plain[node]! & PLAIN.forward) === 0 ||
          !(working.earlyStart[node]! > toWorking(table, network.calendar[node]!, start))
        if (asks) this.#forward.add(node)
      }
    }
  }

  #runForward(): number {
    const state = this.#state
    const { columns, gates, order, working } = state
    let visited = 0
    for (let event = this.#forward.take(); event >= 0; event = this.#forward.take()) {
      visited++
      if (event >= state.size) {
        const head = event - state.size
        this.#heads.save(head)
        const before = [gates.start[head]!, gates.finish[head]!, gates.inactive[head]!]
        const asks = gates.asksLeast[head]
        const by = [gates.startDriver, gates.startIndex, gates.finishDriver, gates.finishIndex].map(
          (of) => of[head],
        )
        forwardEvent(state, event)
        if (
          !Object.is(before[0], gates.start[head]) ||
          !Object.is(before[1], gates.finish[head]) ||
          before[2] !== gates.inactive[head] ||
          by[0] !== gates.startDriver[head] ||
          by[1] !== gates.startIndex[head] ||
          by[2] !== gates.finishDriver[head] ||
          by[3] !== gates.finishIndex[head]
        )
          this.#eachChild(order.headNode[head]!, (child) => this.#forward.add(this.#entry(child)))
        if (asks !== gates.asksLeast[head]) {
          this.#eachChild(order.headNode[head]!, (child) => this.#forward.add(this.#entry(child)))
          this.#forward.add(order.headNode[head]!)
          this.#backward.add(event)
        }
        continue
      }
      this.#nodes.save(event)
      const head = order.head[event]!
      if (head >= 0) this.#heads.save(head)
      const start = columns.earlyStart[event]!
      const finish = columns.earlyFinish[event]!
      const startWork = working.earlyStart[event]!
      const finishWork = working.earlyFinish[event]!
      const least = head < 0 ? 0 : gates.leastEarlyFinish[head]!
      const contradicted = working.trouble[event]! & TROUBLE.contradicted
      forwardEvent(state, event)
      // What its links ask for counts in its float, though its constraint leaves its dates where they are.
      if ((contradicted | (working.trouble[event]! & TROUBLE.contradicted)) !== 0) this.#addBackward(event)
      if (
        Object.is(start, columns.earlyStart[event]) &&
        Object.is(finish, columns.earlyFinish[event]) &&
        Object.is(startWork, working.earlyStart[event]) &&
        Object.is(finishWork, working.earlyFinish[event]) &&
        (head < 0 || Object.is(least, gates.leastEarlyFinish[head]))
      )
        continue
      for (let at = order.successorAt[event]!; at < state.order.successorAt[event + 1]!; at++)
        this.#forward.add(this.#entry(state.network.to[state.order.successorLinks[at]!]!))
      const above = order.parent[event]!
      if (above >= 0) this.#forward.add(above)
      this.#addBackward(event)
      this.#addPredecessors(event)
      // Who begins first below a summary is who is held by what waits for its start.
      if (head >= 0) this.#eachChild(event, (child) => this.#backward.add(child))
    }
    return visited
  }

  /** Follows the moved nodes to the finish of their projects, and that to all that count back from it. */
  #moveFinishes(changes: readonly NetworkChange[]): number {
    const state = this.#state
    const { columns, frameFinish, network, order, plain } = state
    const latest = this.#latest.slice()
    const anew = new Set<number>()
    for (const change of changes) if (change.kind === 'node') anew.add(frameOf(network, change.node))
    for (const node of this.#nodes.rows) {
      if (order.head[node]! >= 0 || (network.flags[node]! & NODE_FLAGS.noEnd) !== 0) continue
      const frame = frameOf(network, node)
      const before = this.#base.schedule.earlyFinish[node]!
      const now = columns.earlyFinish[node]!
      if (now > latest[frame]!) latest[frame] = now
      else if (before === latest[frame] && !(now >= before)) anew.add(frame)
    }
    for (const frame of anew) latest[frame] = this.#latestOf(frame)
    const finishesBefore = frameFinish.slice()
    const finishOfAll = setFinishes(state, latest)
    const { at, nodes } = this.#frames
    for (const [frame, before] of finishesBefore.entries()) {
      const now = frameFinish[frame]!
      if (now === before) continue
      for (let place = at[frame]!; place < at[frame + 1]!; place++) {
        const node = nodes[place]!
        const asks =
          columns.lateDriver[node] === DRIVERS.project ||
          // A deadline in the same night as the project's finish is no longer what counts, or is again.
          (plain[node]! & PLAIN.backward) === 0 ||
          columns.lateFinish[node]! >= now
        if (asks) this.#backward.add(node)
      }
    }
    return finishOfAll
  }

  #latestOf(frame: number): number {
    const { columns, network } = this.#state
    const { at, nodes } = this.#frames
    let latest = -Infinity
    for (let place = at[frame]!; place < at[frame + 1]!; place++) {
      const node = nodes[place]!
      if (columns.earlyFinish[node]! > latest && (network.flags[node]! & NODE_FLAGS.noEnd) === 0)
        latest = columns.earlyFinish[node]!
    }
    return latest
  }

  #runBackward(): number {
    const state = this.#state
    const { columns, gates, order, working } = state
    let visited = 0
    for (let event = this.#backward.take(); event >= 0; event = this.#backward.take()) {
      visited++
      const isHead = event >= state.size
      const node = isHead ? order.headNode[event - state.size]! : event
      const head = order.head[node]!
      this.#nodes.save(node)
      if (head >= 0) this.#heads.save(head)
      if (head >= 0 && !isHead) {
        const finish = gates.lateFinish[head]!
        const start = gates.lateStart[head]!
        const by = [
          gates.lateFinishDriver,
          gates.lateFinishIndex,
          gates.lateStartDriver,
          gates.lateStartIndex,
        ].map((of) => of[head])
        backwardEvent(state, event)
        if (
          !Object.is(finish, gates.lateFinish[head]) ||
          !Object.is(start, gates.lateStart[head]) ||
          by[0] !== gates.lateFinishDriver[head] ||
          by[1] !== gates.lateFinishIndex[head] ||
          by[2] !== gates.lateStartDriver[head] ||
          by[3] !== gates.lateStartIndex[head]
        )
          this.#eachChild(node, (child) => this.#backward.add(child))
        this.#backward.add(state.size + head)
        continue
      }
      const start = columns.lateStart[node]!
      const finish = columns.lateFinish[node]!
      const startWork = working.lateStart[node]!
      const finishWork = working.lateFinish[node]!
      const critical = columns.critical[node]!
      const least = head < 0 ? 0 : gates.leastLateFinish[head]!
      backwardEvent(state, event)
      if (
        Object.is(start, columns.lateStart[node]) &&
        Object.is(finish, columns.lateFinish[node]) &&
        Object.is(startWork, working.lateStart[node]) &&
        Object.is(finishWork, working.lateFinish[node]) &&
        critical === columns.critical[node] &&
        (head < 0 || Object.is(least, gates.leastLateFinish[head]))
      )
        continue
      this.#addPredecessors(node)
      const above = order.parent[node]!
      if (above >= 0) this.#backward.add(state.size + order.head[above]!)
    }
    return visited
  }

  /** Start and finish of what was touched; returns the nodes that differ. */
  #place(changes: readonly NetworkChange[]): number[] {
    const { columns } = this.#state
    const { schedule } = this.#base
    // What was late and is no longer goes back to its early dates, in which it may not have moved.
    if (this.#late || changes.some(asksForLate)) {
      this.#placed = true
      placeLate(this.#state)
      for (let node = 0; node < schedule.size; node++) {
        const same =
          Object.is(columns.start[node], schedule.start[node]) &&
          Object.is(columns.finish[node], schedule.finish[node])
        if (!same) this.#nodes.save(node)
      }
    } else {
      for (const node of this.#nodes.rows) {
        columns.start[node] = columns.earlyStart[node]!
        columns.finish[node] = columns.earlyFinish[node]!
      }
    }
    return movedNodes(schedule, columns, this.#nodes.rows)
  }

  /** The problems of all that was not computed anew, and those of what was. */
  #tell(changes: readonly NetworkChange[]): ScheduleProblem[] {
    const removed = new Set(changes.map((change) => (change.kind === 'removeLink' ? change.link : -1)))
    const { rows } = this.#nodes
    const problems = this.#problems.without(rows)
    for (const problem of this.#problems.lasting)
      if (!(ABOUT_LINKS.has(problem.kind) && 'link' in problem && removed.has(problem.link)))
        problems.push(problem)
    for (const node of rows)
      if (this.#state.working.trouble[node] !== 0) problems.push(...troublesOf(this.#state, node))
    problems.push(...missedFinishes(this.#state))
    return problems
  }

  #entry(node: number): number {
    const head = this.#state.order.head[node]!
    return head < 0 ? node : this.#state.size + head
  }

  #addForward(node: number): void {
    this.#forward.add(node)
    this.#forward.add(this.#entry(node))
  }

  #addBackward(node: number): void {
    this.#backward.add(node)
    this.#backward.add(this.#entry(node))
  }

  #addPredecessors(node: number): void {
    const { network, order } = this.#state
    for (let at = order.predecessorAt[node]!; at < order.predecessorAt[node + 1]!; at++)
      this.#backward.add(network.from[order.predecessorLinks[at]!]!)
  }

  #eachChild(node: number, visit: (child: number) => void): void {
    const { children, childrenAt } = this.#state.order
    for (let at = childrenAt[node]!; at < childrenAt[node + 1]!; at++) visit(children[at]!)
  }
}

/** Problems of a link that go away with it. */
const ABOUT_LINKS: ReadonlySet<string> = new Set<ScheduleProblem['kind']>([
  'linkToOwnSummary',
  'selfLink',
  'unknownEnd',
])

type Columns = Pick<Schedule, (typeof TIME_COLUMNS)[number] | (typeof MARK_COLUMNS)[number]>

/** Those of the nodes that have other dates, floats or drivers in another schedule. */
function movedNodes(one: Columns, other: Columns, nodes: readonly number[]): number[] {
  const moved = new Uint8Array(nodes.length)
  for (const name of TIME_COLUMNS) {
    const [before, now] = [one[name], other[name]]
    for (let at = 0; at < nodes.length; at++)
      if (!Object.is(before[nodes[at]!], now[nodes[at]!])) moved[at] = 1
  }
  for (const name of MARK_COLUMNS) {
    const [before, now] = [one[name], other[name]]
    for (let at = 0; at < nodes.length; at++) if (before[nodes[at]!] !== now[nodes[at]!]) moved[at] = 1
  }
  return nodes.filter((_, at) => moved[at] === 1)
}

function asksForLate(change: NetworkChange): boolean {
  return change.kind === 'node' && change.values.constraint === 'asLateAsPossible'
}

type Frames = Pick<ScheduleState, 'frameStart' | 'frameFinish'> &
  Pick<Schedule, 'projectEarlyFinish' | 'projectLateFinish'>

function keepFrames({ frameStart, frameFinish, columns }: ScheduleState): Frames {
  return {
    frameStart: frameStart.slice(),
    frameFinish: frameFinish.slice(),
    projectEarlyFinish: columns.projectEarlyFinish.slice(),
    projectLateFinish: columns.projectLateFinish.slice(),
  }
}

function restoreFrames({ frameStart, frameFinish, columns }: ScheduleState, kept: Frames): void {
  frameStart.set(kept.frameStart)
  frameFinish.set(kept.frameFinish)
  columns.projectEarlyFinish.set(kept.projectEarlyFinish)
  columns.projectLateFinish.set(kept.projectLateFinish)
}
