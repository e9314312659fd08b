import { CONSTRAINTS, NODE_FLAGS, type Network } from './network.ts'
import { PLAIN } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

const FIXED = NODE_FLAGS.manual | NODE_FLAGS.inactive | NODE_FLAGS.done

/** How much of the rules a node needs, bits of PLAIN: most need few, and the passes are quick about them. */
export function classifyNode(network: Network, calendars: number, node: number): number {
  const { actualStart, actualFinish, calendar, constraint, deadline, duration, flags } = network
  const ownCalendar = calendar[node]!
  const begun = isStated(actualStart[node]!) || isStated(actualFinish[node]!)
  const known = ownCalendar >= 0 && ownCalendar < calendars
  if (begun || (flags[node]! & NODE_FLAGS.done) !== 0) return PLAIN.settled
  if (!known || (flags[node]! & FIXED) !== 0 || constraint[node]! > CONSTRAINTS.asLateAsPossible) return 0
  const forward = duration[node]! > 0 ? PLAIN.forward : 0
  return isStated(deadline[node]!) ? forward : forward | PLAIN.backward
}

function isStated(time: number): boolean {
  return !Number.isNaN(time)
}
