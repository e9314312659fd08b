import type { FlatLinks } from './flat-links.ts'

/** Which nodes are simulated, in topological order. */
export interface PositionOrder {
  /** Node at each position. */
  readonly node: readonly number[]
  /** Position of each node; −1: it is not simulated. */
  readonly position: Int32Array
}

/**
 * What the asked nodes depend on, directly or not, in an order in which each comes after what it waits for. What waits for itself (a
 * ring that the schedule could not order either) is left out.
 */
export function positionOrder(size: number, links: FlatLinks, asked: Iterable<number>): PositionOrder {
  const incoming = linksByEnd(size, links.to)
  const outgoing = linksByEnd(size, links.from)
  const needed = new Uint8Array(size)
  const open = [...asked]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (needed[node] === 1) continue
    needed[node] = 1
    for (const link of incoming.of(node)) open.push(links.from[link] ?? 0)
  }
  const waiting = new Int32Array(size)
  const ready: number[] = []
  for (let node = 0; node < size; node += 1) {
    if (needed[node] !== 1) continue
    waiting[node] = incoming.of(node).length
    if (waiting[node] === 0) ready.push(node)
  }
  const position = new Int32Array(size).fill(-1)
  // `ready` grows while it is walked: it is the order.
  for (const node of ready) {
    for (const link of outgoing.of(node)) {
      const to = links.to[link] ?? 0
      if (needed[to] !== 1) continue
      const left = (waiting[to] ?? 0) - 1
      waiting[to] = left
      if (left === 0) ready.push(to)
    }
  }
  for (const [at, node] of ready.entries()) position[node] = at
  return { node: ready, position }
}

/** Indices of links by the node at one of their ends. */
function linksByEnd(size: number, end: readonly number[]): { of(node: number): Int32Array } {
  const first = new Int32Array(size + 1)
  for (const node of end) first[node + 1] = (first[node + 1] ?? 0) + 1
  for (let node = 0; node < size; node += 1) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0)
  const next = first.slice()
  const links = new Int32Array(end.length)
  for (const [link, node] of end.entries()) {
    const at = next[node] ?? 0
    links[at] = link
    next[node] = at + 1
  }
  return { of: (node) => links.subarray(first[node] ?? 0, first[node + 1] ?? 0) }
}
