import type { Network } from './network.ts'
import type { NetworkOrder } from './network-order.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** An order with the links from number `first` on put in; they must agree with it. */
export function insertLinks(
  order: NetworkOrder,
  { from, to, linkCount }: Pick<Network, 'from' | 'to' | 'linkCount'>,
  first: number,
): NetworkOrder {
  const [predecessorAt, predecessorLinks] = spread(order.predecessorAt, order.predecessorLinks, {
    ends: to,
    first,
    count: linkCount,
  })
  const [successorAt, successorLinks] = spread(order.successorAt, order.successorLinks, {
    ends: from,
    first,
    count: linkCount,
  })
  return { ...order, predecessorAt, predecessorLinks, successorAt, successorLinks }
}

interface NewLinks {
  readonly ends: Int32Array
  readonly first: number
  readonly count: number
}

/** Copies the links of each node to where they lie now, each node's new ones after its own. */
function spread(
  at: Int32Array,
  links: Int32Array,
  { ends, first, count }: NewLinks,
): [at: Int32Array, links: Int32Array] {
  const added = Array.from({ length: count - first }, (_, index) => first + index)
  added.sort((a, b) => ends[a]! - ends[b]! || a - b)
  const newAt = at.slice()
  const newLinks = new Int32Array(links.length + added.length)
  let copied = 0
  for (const [index, link] of added.entries()) {
    const node = ends[link]!
    const end = at[node + 1]!
    newLinks.set(links.subarray(copied, end), copied + index)
    copied = end
    newLinks[end + index] = link
    const next = added[index + 1]
    const last = next === undefined ? at.length - 1 : ends[next]!
    for (let later = node + 1; later <= last; later++) newAt[later]! += index + 1
  }
  newLinks.set(links.subarray(copied), copied + added.length)
  return [newAt, newLinks]
}
