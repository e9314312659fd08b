import { DRIVERS, type Network } from '../schedule/index.ts'
import type { Dates } from './dates.ts'
import type { DraftLink } from './draft.ts'

/** Steps back that are looked at; a path longer than this is cut at its begin. */
const MOST_STEPS = 20_000
/** Nodes of a path that are told. */
const TOLD = 15

/**
 * Why a node lies where it does: from the first node that a step changed, each the reason of the next. Empty where
 * the way back meets nothing that was changed.
 */
export function tracePath(
  node: number,
  way: {
    readonly network: Network
    readonly dates: Dates
    readonly added: readonly DraftLink[]
    readonly changed: ReadonlySet<number>
  },
): number[] {
  const back = [node]
  let [last, at] = [way.changed.has(node) ? 0 : -1, node]
  const seen = new Set(back)
  while (back.length < MOST_STEPS) {
    const before = reasonOf(at, way)
    if (before < 0 || seen.has(before)) break
    seen.add(before)
    back.push(before)
    if (way.changed.has(before)) last = back.length - 1
    at = before
  }
  const path = back.slice(0, last + 1).toReversed()
  return path.length <= TOLD
    ? path
    : [...path.slice(0, Math.floor(TOLD / 2)), ...path.slice(-Math.ceil(TOLD / 2))]
}

function reasonOf(
  node: number,
  {
    network,
    dates,
    added,
  }: { readonly network: Network; readonly dates: Dates; readonly added: readonly DraftLink[] },
): number {
  const index = dates.driverIndex[node] ?? -1
  const driver = dates.driver[node]
  if (driver === DRIVERS.children) return index
  if (driver !== DRIVERS.link || index < 0) return -1
  return (index < network.linkCount ? network.from[index] : added[index - network.linkCount]?.from) ?? -1
}
