import type { PositionOrder } from './position-order.ts'
import { EDGES, MODES, type SimulationProgram } from './program.ts'
import { sharedBytesOf, sharedIntsOf } from './shared-arrays.ts'
import type { SimulationRequest } from './simulation-request.ts'

/** Modes whose finish is a time that need not lie at the end of work. */
const TIMES: ReadonlySet<number> = new Set([MODES.fixed, MODES.point, MODES.summary])

type Edges = Pick<SimulationProgram, 'firstEdge' | 'edgeFrom' | 'edgeLag' | 'edgeForm' | 'mode' | 'startCap'>

/**
 * The positions whose finishes an end is the latest of, in groups that count in one calendar. A node is left out where another of the
 * same end can never finish before it.
 */
export function programEnds(
  { ends, network }: SimulationRequest,
  order: PositionOrder,
  edges: Edges,
): Pick<SimulationProgram, 'endGroups' | 'groupMembers' | 'groupWork' | 'members'> {
  const endGroups = [0]
  const groupMembers = [0]
  const members: number[] = []
  const groupWork: number[] = []
  const successors = surelyLater(order, edges)
  const belongs = new Int32Array(order.node.length).fill(-1)
  for (const [end, { nodes }] of ends.entries()) {
    const own = [...nodes].map((node) => order.position[node] ?? -1).filter((at) => at >= 0)
    for (const at of own) belongs[at] = end
    const last = own.filter((at) => !(successors.get(at) ?? []).some((later) => belongs[later] === end))
    const isTime = (at: number): boolean => TIMES.has(edges.mode[at] ?? MODES.free)
    const groups = Map.groupBy(last, (at) => (isTime(at) ? -1 : (network.calendar[order.node[at] ?? 0] ?? 0)))
    for (const [calendar, group] of groups) {
      for (const at of group) members.push(at)
      groupMembers.push(members.length)
      groupWork.push(calendar < 0 ? 0 : 1)
    }
    endGroups.push(groupMembers.length - 1)
  }
  return {
    endGroups: sharedIntsOf(endGroups),
    groupMembers: sharedIntsOf(groupMembers),
    groupWork: sharedBytesOf(groupWork),
    members: sharedIntsOf(members),
  }
}

/** For each position those that begin or finish after its finish, whatever the durations. */
function surelyLater(order: PositionOrder, edges: Edges): ReadonlyMap<number, readonly number[]> {
  const later = new Map<number, number[]>()
  for (let to = 0; to < order.node.length; to += 1) {
    // A date that a constraint or an actual sets may lie before what the links ask for.
    const how = edges.mode[to]
    if ((how !== MODES.free && how !== MODES.point) || (edges.startCap[to] ?? 0) < Infinity) continue
    for (let edge = edges.firstEdge[to] ?? 0; edge < (edges.firstEdge[to + 1] ?? 0); edge += 1) {
      const type = (edges.edgeForm[edge] ?? 0) & 7
      if ((type !== EDGES.FS && type !== EDGES.FF) || (edges.edgeLag[edge] ?? 0) < 0) continue
      const from = edges.edgeFrom[edge] ?? 0
      const known = later.get(from)
      if (known === undefined) later.set(from, [to])
      else known.push(to)
    }
  }
  return later
}
