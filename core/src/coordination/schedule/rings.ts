import type { Network } from './network.ts'
import type { ScheduleProblem } from './schedule-problem.ts'
import type { LinksByNode, SortedEvents } from './sorted-events.ts'
import type { Structure } from './structure.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * Names the rings of a network that could not be sorted, and takes all links out (`off`) that lie within rings
 * hanging together: so what is left out does not depend on the order of links or nodes, and nothing else is.
 * Groups are found as strongly connected components (R. Tarjan, 1972), without recursion.
 */
export function ringsOf(
  { size, to }: Pick<Network, 'size' | 'to'>,
  structure: Structure,
  links: LinksByNode,
  { waiting }: SortedEvents,
  off: Uint8Array,
): ScheduleProblem[] {
  const graph = new EventGraph(size, to, structure, links)
  const group = groupsOf(graph, waiting)
  const problems: ScheduleProblem[] = []
  for (const events of group.lists) {
    const number = group.of[events[0]!]!
    const members = [...new Set(events.map((event) => graph.nodeOf(event)))].toSorted((a, b) => a - b)
    problems.push({ kind: 'cycle', ...ringThrough(graph, group.of, number, events), members })
    for (const event of events) {
      graph.eachNext(event, (next, link) => {
        if (link >= 0 && group.of[next] === number) off[link] = 1
      })
    }
  }
  return problems.toSorted((a, b) =>
    a.kind === 'cycle' && b.kind === 'cycle' ? a.nodes[0]! - b.nodes[0]! : 0,
  )
}

/** The events of a network with what follows each. */
class EventGraph {
  readonly size: number
  readonly events: number
  readonly #to: Int32Array
  readonly #structure: Structure
  readonly #links: LinksByNode

  constructor(size: number, to: Int32Array, structure: Structure, links: LinksByNode) {
    this.size = size
    this.events = size + structure.headNode.length
    this.#to = to
    this.#structure = structure
    this.#links = links
  }

  nodeOf(event: number): number {
    return event < this.size ? event : this.#structure.headNode[event - this.size]!
  }

  /** How many events follow; they are counted from 0 in `next`. */
  countNext(event: number): number {
    const { childrenAt, parent } = this.#structure
    const { successorAt } = this.#links
    if (event >= this.size) {
      const node = this.nodeOf(event)
      return childrenAt[node + 1]! - childrenAt[node]!
    }
    return successorAt[event + 1]! - successorAt[event]! + (parent[event]! >= 0 ? 1 : 0)
  }

  next(event: number, at: number): number {
    const { children, childrenAt, parent } = this.#structure
    if (event >= this.size) return this.#entry(children[childrenAt[this.nodeOf(event)]! + at]!)
    const link = this.link(event, at)
    return link < 0 ? parent[event]! : this.#entry(this.#to[link]!)
  }

  /** The link to the event `next`, −1: one is below the other. */
  link(event: number, at: number): number {
    if (event >= this.size) return -1
    const { successorAt, successorLinks } = this.#links
    const place = successorAt[event]! + at
    return place < successorAt[event + 1]! ? successorLinks[place]! : -1
  }

  eachNext(event: number, visit: (next: number, link: number) => void): void {
    const count = this.countNext(event)
    for (let at = 0; at < count; at++) visit(this.next(event, at), this.link(event, at))
  }

  #entry(node: number): number {
    const head = this.#structure.head[node]!
    return head < 0 ? node : this.size + head
  }
}

interface Groups {
  /** Number of each event's group; −1: none. */
  readonly of: Int32Array
  /** Groups of two events and more. */
  readonly lists: readonly (readonly number[])[]
}

function groupsOf(graph: EventGraph, waiting: Int32Array): Groups {
  const of = new Int32Array(graph.events).fill(-1)
  const lists: number[][] = []
  const found = new Int32Array(graph.events)
  const low = new Int32Array(graph.events)
  const nextAt = new Int32Array(graph.events)
  const open = new Uint8Array(graph.events)
  const stack: number[] = []
  const path: number[] = []
  let time = 0
  for (let root = 0; root < graph.events; root++) {
    if (waiting[root] === 0 || found[root]! > 0) continue
    path.push(root)
    while (path.length > 0) {
      const event = path.at(-1)!
      if (found[event] === 0) {
        found[event] = low[event] = ++time
        stack.push(event)
        open[event] = 1
      }
      const at = nextAt[event]!++
      if (at < graph.countNext(event)) {
        const next = graph.next(event, at)
        if (waiting[next] === 0) continue
        if (found[next] === 0) path.push(next)
        else if (open[next] === 1) low[event] = Math.min(low[event]!, found[next]!)
        continue
      }
      path.pop()
      const before = path.at(-1)
      if (before !== undefined) low[before] = Math.min(low[before]!, low[event]!)
      if (low[event] !== found[event]) continue
      const members = stack.splice(stack.lastIndexOf(event))
      for (const member of members) open[member] = 0
      if (members.length === 1) continue
      for (const member of members) of[member] = lists.length
      lists.push(members)
    }
  }
  return { of, lists }
}

/** The shortest ring of a group through its lowest node. */
function ringThrough(
  graph: EventGraph,
  of: Int32Array,
  number: number,
  events: readonly number[],
): { readonly nodes: readonly number[]; readonly links: readonly number[] } {
  const start = events.reduce((lowest, event) =>
    graph.nodeOf(event) < graph.nodeOf(lowest) ? event : lowest,
  )
  const cameFrom = new Map<number, { readonly event: number; readonly link: number }>()
  const queue = [start]
  for (let at = 0; at < queue.length && !cameFrom.has(start); at++) {
    const event = queue[at]!
    graph.eachNext(event, (next, link) => {
      if (of[next] !== number || cameFrom.has(next)) return
      cameFrom.set(next, { event, link })
      queue.push(next)
    })
  }
  const nodes: number[] = []
  const links: number[] = []
  let event = start
  do {
    const came = cameFrom.get(event)!
    // Head and tail of one summary are one node to whoever reads this.
    if (graph.nodeOf(came.event) !== graph.nodeOf(event)) {
      nodes.push(graph.nodeOf(came.event))
      links.push(came.link)
    }
    event = came.event
  } while (event !== start)
  nodes.reverse()
  links.reverse()
  return { nodes, links }
}
