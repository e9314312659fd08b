import { DRIVERS, Rescheduler, schedule } from '../schedule/index.ts'
import { compareCommitments } from './compare-commitments.ts'
import { compareProjects, moveOf, type Comparison } from './compare-dates.ts'
import { comparePeople } from './compare-people.ts'
import { datesAfter, type Dates } from './dates.ts'
import type { Drafted } from './desk.ts'
import { draftSteps, type DraftedSteps } from './draft-steps.ts'
import { extendNetwork, type AddedProject } from './extend-network.ts'
import type { Figures, NodeMove } from './figures.ts'
import { LISTED, type ImpactBase, type PromisedDate } from './impact-base.ts'
import { newProblems } from './known-problems.ts'
import { placeDelays } from './place-delays.ts'
import type { ResolvedStep, StepOutcome } from './resolved-step.ts'
import { undatable } from './stranded.ts'
import { tracePath } from './trace-path.ts'

/** Most entries of a list that are told; the counts beside it are complete. */
const MOST_MOVES = 200
const MOST_PEOPLE = 200
const MOST_COMMITMENTS = 300
const MOST_UNKNOWN = 50

type Moved = Omit<NodeMove, 'path'>

/** A scenario, ready to be computed. */
export interface SimulationInput {
  readonly base: ImpactBase
  readonly steps: readonly ResolvedStep[]
  readonly promises: readonly PromisedDate[]
  /** Give all dates back, too. */
  readonly withDates?: boolean
}

/** What comes out when all steps hold. Pure: neither network nor schedule are touched. */
export function simulate({ base, steps, promises, withDates = false }: SimulationInput): Figures {
  const { base: whole, added } = withAddedProjects(base, steps)
  const drafted = draftSteps(whole, steps)
  const rescheduler = new Rescheduler({
    network: whole.network,
    calendars: whole.table,
    schedule: whole.schedule,
    options: whole.options,
  })
  const rescheduled = placeDelays(drafted, whole.schedule, (changes) => rescheduler.reschedule(changes))
  const after = datesAfter(whole.schedule, rescheduled)
  const comparison: Comparison = {
    base: whole,
    before: added.length === 0 ? base.schedule : datesBefore(base, whole.network.size),
    after,
    undatable: undatable(drafted),
    dropped: drafted.dropped,
  }
  const moves = movesOf(comparison, added.length === 0 ? rescheduled.nodes : undefined)
  const moved = new Set(moves.keys())
  const projects = compareProjects(comparison, moved)
  return {
    nodes: base.network.size,
    ...counted(comparison, moves, rescheduled.nodes),
    ...listed(comparison, drafted, [...moves.values()]),
    projects,
    people: comparePeople(comparison, moved, drafted.handed).slice(0, MOST_PEOPLE),
    commitments: compareCommitments(comparison, moved, projects, promises).slice(0, MOST_COMMITMENTS),
    unknown: {
      nodes: comparison.undatable.size,
      first: [...comparison.undatable].toSorted((one, other) => one - other).slice(0, MOST_UNKNOWN),
    },
    outcomes: drafted.steps.map((step, at) => outcomeOf(comparison, moves, step, at)),
    problems: newProblems(base.schedule.problems, rescheduled.problems),
    added: added.map((one) => ({
      ...one,
      start: Float64Array.from([one.root, ...one.phases], (node) => after.start[node] ?? Number.NaN),
      finish: Float64Array.from([one.root, ...one.phases], (node) => after.finish[node] ?? Number.NaN),
    })),
    dropped: withDates ? [...comparison.dropped] : [],
    undatable: withDates ? [...comparison.undatable] : [],
    ...(withDates && { dates: { start: after.start, finish: after.finish } }),
  }
}

function withAddedProjects(
  base: ImpactBase,
  steps: readonly ResolvedStep[],
): { readonly base: ImpactBase; readonly added: readonly AddedProject[] } {
  if (!steps.some((step) => step.do === 'add-project')) return { base, added: [] }
  const { added, ...rest } = extendNetwork(base, steps)
  return { base: { ...rest, schedule: schedule(rest.network, rest.table, rest.options) }, added }
}

/** The dates before of a network that has grown: what is new has none. */
function datesBefore({ schedule }: ImpactBase, size: number): Dates {
  const longer = (column: Float64Array): Float64Array => {
    const copy = new Float64Array(size).fill(Number.NaN)
    copy.set(column)
    return copy
  }
  const critical = new Uint8Array(size)
  critical.set(schedule.critical)
  const driver = new Uint8Array(size).fill(DRIVERS.none)
  driver.set(schedule.driver)
  const driverIndex = new Int32Array(size).fill(-1)
  driverIndex.set(schedule.driverIndex)
  return {
    start: longer(schedule.start),
    finish: longer(schedule.finish),
    totalFloat: longer(schedule.totalFloat),
    critical,
    driver,
    driverIndex,
    projectEarlyFinish: schedule.projectEarlyFinish,
  }
}

/** Every node that moves. @param nodes those that may have; absent: all */
function movesOf(comparison: Comparison, nodes: Int32Array | undefined): Map<number, Moved> {
  const found = new Map<number, Moved>()
  const look = (node: number): void => {
    const move = moveOf(comparison, node)
    if (move !== undefined) found.set(node, move)
  }
  if (nodes === undefined) for (let node = 0; node < comparison.base.network.size; node++) look(node)
  else for (const node of nodes) look(node)
  for (const node of comparison.undatable) look(node)
  for (const node of comparison.dropped) look(node)
  return found
}

function counted(
  { base, before, after }: Comparison,
  moves: ReadonlyMap<number, Moved>,
  changed: Int32Array,
): Pick<Figures, 'moved' | 'later' | 'earlier' | 'becameCritical'> {
  let [moved, later, earlier, becameCritical] = [0, 0, 0, 0]
  for (const { node, finishBefore, finishAfter } of moves.values()) {
    if (base.listed[node] !== LISTED.item && base.listed[node] !== LISTED.milestone) continue
    moved++
    if (finishAfter > finishBefore) later++
    if (finishAfter < finishBefore) earlier++
  }
  for (const node of changed) {
    const isWork = base.listed[node] === LISTED.item || base.listed[node] === LISTED.milestone
    if (isWork && after.critical[node] === 1 && before.critical[node] === 0) becameCritical++
  }
  return { moved, later, earlier, becameCritical }
}

function listed(
  { base, before, after }: Comparison,
  { draft, stranded, delays }: DraftedSteps,
  moves: readonly Moved[],
): Pick<Figures, 'items' | 'milestones' | 'summaries'> {
  const changed = new Set([
    ...draft.nodes,
    ...stranded,
    ...delays.flatMap(({ shifts }) => [...shifts.keys()]),
  ])
  for (const { to } of draft.added) changed.add(to)
  for (const link of draft.removed) changed.add(base.network.to[link] ?? -1)
  for (let node = before.start.length - 1; node >= 0 && Number.isNaN(before.start[node]); node--)
    changed.add(node)
  const withPath = (move: Moved): NodeMove => {
    // What comes earlier was held by what held it before; what goes later is held by what holds it now.
    const dates = move.finishAfter < move.finishBefore ? before : after
    const way = { network: base.network, dates, added: draft.added, changed }
    return { ...move, path: tracePath(move.node, way) }
  }
  const list = (kind: number): NodeMove[] =>
    moves
      .filter(({ node }) => base.listed[node] === kind)
      .toSorted((one, other) => distance(other) - distance(one) || one.node - other.node)
      .slice(0, MOST_MOVES)
      .map(withPath)
  return {
    items: list(LISTED.item),
    milestones: list(LISTED.milestone),
    summaries: list(LISTED.summary),
  }
}

/** How far a node moves, minutes of the clock; what has no date any more, or not yet, comes first. */
function distance({ startBefore, startAfter, finishBefore, finishAfter }: Moved): number {
  const far = Math.max(Math.abs(finishAfter - finishBefore), Math.abs(startAfter - startBefore))
  return Number.isNaN(far) ? Number.MAX_VALUE : far
}

function outcomeOf(
  { after }: Comparison,
  moves: ReadonlyMap<number, Moved>,
  { reason, changed, done, about }: Drafted,
  step: number,
): StepOutcome {
  const outcome = { step, reason, changed, done }
  if (reason !== 'applied' || about.length === 0) return outcome
  let [movedBy, most] = [0, 0]
  for (const node of about) {
    const move = moves.get(node)
    if (move !== undefined && Math.abs(move.finishBy) > most)
      [movedBy, most] = [move.finishBy, Math.abs(move.finishBy)]
  }
  const [node] = about
  const held = movedBy === 0 && node !== undefined && after.driver[node] === DRIVERS.link
  return { ...outcome, movedBy, ...(held && { link: after.driverIndex[node] ?? -1 }) }
}
