import type { Desk } from './desk.ts'
import { stateOf } from './node-moves.ts'

/**
 * Everything whose date rests on nodes that nobody is left to do: what waits for them, directly or not, what sums them
 * up, and what waits for that. Law 8: it has no date, whatever the arithmetic says.
 */
export function undatable(desk: Desk): ReadonlySet<number> {
  const found = new Set(desk.stranded)
  if (found.size === 0) return found
  const successors = successorsOf(desk)
  const open = [...found]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const above = desk.outline.above(node)
    const next = [
      ...above,
      ...[node, ...above]
        .flatMap((one) => successors.get(one) ?? [])
        .flatMap((to) => desk.outline.leaves(to)),
    ]
    for (const one of next) {
      if (found.has(one)) continue
      const state = stateOf(desk, one)
      // Done, or planned by hand for dates of its own: nothing moves it.
      if (state === 'done' || state === 'manual') continue
      found.add(one)
      open.push(one)
    }
  }
  return found
}

function successorsOf({ draft, base: { network } }: Desk): Map<number, number[]> {
  const successors = new Map<number, number[]>()
  const note = (from: number, to: number): void => {
    const known = successors.get(from)
    if (known === undefined) successors.set(from, [to])
    else known.push(to)
  }
  for (let link = 0; link < network.linkCount; link++) {
    if (!draft.isRemoved(link)) note(network.from[link] ?? -1, network.to[link] ?? -1)
  }
  for (const { from, to } of draft.added) note(from, to)
  return successors
}
