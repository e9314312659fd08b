import { LINK_TYPES } from '../../schedule/index.ts'
import { EDGES } from './program.ts'
import type { SimulationRequest } from './simulation-request.ts'

/** Links between what has dates of its own, and from summaries; links to a summary are those of what is below it. */
export interface FlatLinks {
  readonly from: number[]
  readonly to: number[]
  /** One of `EDGES`, by the network's numbers of link types. */
  readonly type: number[]
  /** Link of the network, −1: a summary and what is below it. */
  readonly link: number[]
}

/** The network's links without summaries as successors. */
export function flatLinks({ network, early, links, parent }: SimulationRequest): FlatLinks {
  const below = children(parent)
  const flat: FlatLinks = { from: [], to: [], type: [], link: [] }
  const scheduled = (node: number): boolean => !Number.isNaN(early.start[node] ?? Number.NaN)
  const add = (from: number, to: number, type: number, link: number): void => {
    flat.from.push(from)
    flat.to.push(to)
    flat.type.push(type)
    flat.link.push(link)
  }
  const asked = new Set<number>()
  for (const link of links) {
    const from = network.from[link] ?? -1
    const to = network.to[link] ?? -1
    if (!scheduled(from)) continue
    if (below.has(from)) asked.add(from)
    for (const leaf of leavesOf(to, below))
      if (leaf !== from && scheduled(leaf)) add(from, leaf, network.type[link] ?? LINK_TYPES.FS, link)
  }
  // A summary that somebody waits for ends with the last leaf below it.
  for (const summary of asked)
    for (const leaf of leavesOf(summary, below)) if (scheduled(leaf)) add(leaf, summary, EDGES.below, -1)
  return flat
}

/** Nodes below each node that has any. */
function children(parent: Int32Array): ReadonlyMap<number, readonly number[]> {
  const below = new Map<number, number[]>()
  for (const [node, above] of parent.entries()) {
    if (above < 0) continue
    const known = below.get(above)
    if (known === undefined) below.set(above, [node])
    else known.push(node)
  }
  return below
}

/** The node itself, or everything below it that has nothing below. */
function leavesOf(node: number, below: ReadonlyMap<number, readonly number[]>): number[] {
  const leaves: number[] = []
  const open = [node]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const inside = below.get(at)
    if (inside === undefined) leaves.push(at)
    else for (const child of inside) open.push(child)
  }
  return leaves
}
