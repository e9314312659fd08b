import type { Desk } from './desk.ts'
import { stateOf } from './node-moves.ts'

/**
 * Nodes and everything whose date rests on them: what waits for them, directly or not, what sums them up, and what waits
 * for that. What is done, or planned by hand for dates of its own, rests on nothing.
 */
export function downstreamOf(desk: Desk, nodes: Iterable<number>): ReadonlySet<number> {
  const found = new Set(nodes)
  const opened = new Set<number>()
  const addedAfter = Map.groupBy(desk.draft.added, ({ from }) => from)
  const open = [...found]
  const reach = (node: number): void => {
    if (found.has(node)) return
    const state = stateOf(desk, node)
    if (state === 'done' || state === 'manual') return
    found.add(node)
    open.push(node)
  }
  /** A link to a summary holds all that is below it. */
  const follow = (to: number): void => {
    if (opened.has(to)) return
    opened.add(to)
    for (const leaf of desk.outline.leaves(to)) reach(leaf)
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const above = desk.outline.parent(node)
    if (above >= 0) reach(above)
    for (const to of linkedAfter(desk, node)) follow(to)
    for (const { to } of addedAfter.get(node) ?? []) follow(to)
  }
  return found
}

function* linkedAfter({ draft, base: { network, schedule } }: Desk, node: number): Generator<number> {
  const { successorAt, successorLinks } = schedule.order
  for (let at = successorAt[node] ?? 0; at < (successorAt[node + 1] ?? 0); at++) {
    const link = successorLinks[at] ?? -1
    if (!draft.isRemoved(link)) yield network.to[link] ?? -1
  }
}
