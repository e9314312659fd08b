import type { Network } from './network.ts'
import { HORIZON_END, HORIZON_START } from './horizon.ts'
import type { NodeDateField, ScheduleProblem } from './schedule-problem.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

const DATES = [
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'resume',
  'plannedStart',
  'plannedFinish',
  'noEarlierThan',
] as const satisfies readonly NodeDateField[]

/**
 * The network without values that are no dates between the years 1 and 9999, and no durations of 0 or more: each
 * is named and taken as not stated (a duration as 0). Columns without such values are the network's own.
 */
export function checkNetwork(network: Network, problems: ScheduleProblem[]): Network {
  const columns: { [Field in NodeDateField]?: Float64Array } = {}
  for (const field of DATES) {
    const values = network[field]
    for (let node = 0; node < network.size; node++) {
      const value = values[node]!
      // NaN, "not stated", is neither.
      if (value < HORIZON_START || value > HORIZON_END) take(field, node, Number.NaN)
    }
  }
  for (let node = 0; node < network.size; node++) {
    if (!(network.duration[node]! >= 0)) take('duration', node, 0)
    if (network.remaining[node]! < 0) take('remaining', node, Number.NaN)
  }
  return { ...network, ...columns }

  function take(field: NodeDateField, node: number, value: number): void {
    problems.push({ kind: 'outOfRange', node, field })
    const column = (columns[field] ??= Float64Array.from(network[field]))
    column[node] = value
  }
}
