import type { Network } from './network.ts'
import type { NetworkOrder } from './network-order.ts'
import { ringsOf } from './rings.ts'
import type { ScheduleProblem } from './schedule-problem.ts'
import type { LinksByNode, SortedEvents } from './sorted-events.ts'
import { structureOf, type Structure } from './structure.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * Finds the order in which a network can be scheduled. Links that cannot be kept (within a ring, of a node with
 * itself, with a summary around it, to nowhere) are named as problems and left out.
 */
export function orderNetwork(
  network: Pick<Network, 'size' | 'linkCount' | 'from' | 'to' | 'lag' | 'parent'>,
): NetworkOrder {
  const problems: ScheduleProblem[] = []
  const structure = structureOf(network, problems)
  const off = unusableLinks(network, structure, problems)
  let links = linksByNode(network, off)
  let sorted = sortEvents(network, structure, links)
  if (sorted.count < sorted.order.length) {
    problems.push(...ringsOf(network, structure, links, sorted, off))
    links = linksByNode(network, off)
    sorted = sortEvents(network, structure, links)
  }
  const { parent, childrenAt, children, head, headNode } = structure
  return {
    order: sorted.order,
    ...links,
    childrenAt,
    children,
    parent,
    head,
    headNode,
    problems,
  }
}

/** 1 for each link that cannot be used. */
function unusableLinks(
  { size, linkCount, from, to, lag }: Pick<Network, 'size' | 'linkCount' | 'from' | 'to' | 'lag'>,
  { head, headNode, contains }: Structure,
  problems: ScheduleProblem[],
): Uint8Array {
  const off = new Uint8Array(linkCount)
  for (let link = 0; link < linkCount; link++) {
    const before = from[link]!
    const after = to[link]!
    // A link that was removed keeps its number and has no lag.
    if (Number.isNaN(lag[link]!)) off[link] = 1
    else if (before < 0 || before >= size || after < 0 || after >= size)
      problems.push({ kind: 'unknownEnd', link })
    else if (before === after) problems.push({ kind: 'selfLink', node: before, link })
    else if (headNode.length > 0 && head[before]! >= 0 && contains(before, after))
      problems.push({ kind: 'linkToOwnSummary', node: after, link })
    else if (headNode.length > 0 && head[after]! >= 0 && contains(after, before))
      problems.push({ kind: 'linkToOwnSummary', node: before, link })
    else continue
    off[link] = 1
  }
  return off
}

/** Both directions of all links that are not off, as counting sort leaves them. */
function linksByNode(
  { size, linkCount, from, to }: Pick<Network, 'size' | 'linkCount' | 'from' | 'to'>,
  off: Uint8Array,
): LinksByNode {
  const predecessorAt = new Int32Array(size + 1)
  const successorAt = new Int32Array(size + 1)
  for (let link = 0; link < linkCount; link++) {
    if (off[link] === 1) continue
    predecessorAt[to[link]! + 1]!++
    successorAt[from[link]! + 1]!++
  }
  for (let node = 0; node < size; node++) {
    predecessorAt[node + 1]! += predecessorAt[node]!
    successorAt[node + 1]! += successorAt[node]!
  }
  const predecessorLinks = new Int32Array(predecessorAt[size]!)
  const successorLinks = new Int32Array(successorAt[size]!)
  const nextIn = predecessorAt.slice()
  const nextOut = successorAt.slice()
  for (let link = 0; link < linkCount; link++) {
    if (off[link] === 1) continue
    predecessorLinks[nextIn[to[link]!]!++] = link
    successorLinks[nextOut[from[link]!]!++] = link
  }
  return { predecessorAt, predecessorLinks, successorAt, successorLinks }
}

/**
 * Kahn's algorithm over the events. What has just become ready goes next (a stack): neighbours in the network
 * then stand near each other in the order, and in memory.
 */
function sortEvents(
  { size, to }: Pick<Network, 'size' | 'to'>,
  { parent, childrenAt, children, head, headNode }: Structure,
  { predecessorAt, successorAt, successorLinks }: LinksByNode,
): SortedEvents {
  const events = size + headNode.length
  const waiting = new Int32Array(events)
  for (let node = 0; node < size; node++) {
    const links = predecessorAt[node + 1]! - predecessorAt[node]!
    const own = head[node]!
    const entry = links + (parent[node]! >= 0 ? 1 : 0)
    if (own < 0) waiting[node] = entry
    else {
      waiting[size + own] = entry
      waiting[node] = childrenAt[node + 1]! - childrenAt[node]!
    }
  }
  const order = new Int32Array(events)
  const stack = new Int32Array(events)
  let height = 0
  for (let event = events - 1; event >= 0; event--) if (waiting[event] === 0) stack[height++] = event
  let count = 0
  while (height > 0) {
    const event = stack[--height]!
    order[count++] = event
    if (event >= size) {
      const node = headNode[event - size]!
      for (let at = childrenAt[node]!; at < childrenAt[node + 1]!; at++) {
        const child = children[at]!
        const target = head[child]! < 0 ? child : size + head[child]!
        if (--waiting[target]! === 0) stack[height++] = target
      }
      continue
    }
    for (let at = successorAt[event]!; at < successorAt[event + 1]!; at++) {
      const node = to[successorLinks[at]!]!
      const target = head[node]! < 0 ? node : size + head[node]!
      if (--waiting[target]! === 0) stack[height++] = target
    }
    const above = parent[event]!
    if (above >= 0 && --waiting[above]! === 0) stack[height++] = above
  }
  return { order, count, waiting }
}
