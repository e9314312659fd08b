import type { PositionOrder } from './position-order.ts'
import { EDGES, MODES, type SimulationProgram } from './program.ts'
import { sharedIntsOf } from './shared-arrays.ts'
import type { SimulationRequest } from './simulation-request.ts'

type Edges = Pick<SimulationProgram, 'firstEdge' | 'edgeFrom' | 'edgeLag' | 'edgeForm' | 'mode'>

/**
 * The positions whose finishes an end is the latest of, in groups that count in one calendar. A node is left out where another of the
 * same end can never finish before it.
 */
export function programEnds(
  { ends, network }: SimulationRequest,
  order: PositionOrder,
  edges: Edges,
): Pick<SimulationProgram, 'endGroups' | 'groupMembers' | 'members'> {
  const endGroups = [0]
  const groupMembers = [0]
  const members: number[] = []
  const successors = surelyLater(order, edges)
  const belongs = new Int32Array(order.node.length).fill(-1)
  for (const [end, { nodes }] of ends.entries()) {
    const own = [...nodes].map((node) => order.position[node] ?? -1).filter((at) => at >= 0)
    for (const at of own) belongs[at] = end
    const last = own.filter((at) => !(successors.get(at) ?? []).some((later) => belongs[later] === end))
    for (const group of Map.groupBy(last, (at) => network.calendar[order.node[at] ?? 0] ?? 0).values()) {
      members.push(...group)
      groupMembers.push(members.length)
    }
    endGroups.push(groupMembers.length - 1)
  }
  return {
    endGroups: sharedIntsOf(endGroups),
    groupMembers: sharedIntsOf(groupMembers),
    members: sharedIntsOf(members),
  }
}

/** For each position those that begin or finish after its finish, whatever the durations. */
function surelyLater(order: PositionOrder, edges: Edges): ReadonlyMap<number, readonly number[]> {
  const later = new Map<number, number[]>()
  for (let to = 0; to < order.node.length; to += 1) {
    // A date that a constraint or an actual sets may lie before what the links ask for.
    if (edges.mode[to] !== MODES.free) continue
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
