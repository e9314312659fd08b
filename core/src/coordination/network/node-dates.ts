import type { Network, NodeValues } from '../schedule/index.ts'
import { CONSTRAINTS } from '../schedule/index.ts'
import type { Assumption } from './assumption.ts'
import type { NetworkNode, StatedDates } from './network-node.ts'

/** What the arrays of a network hold of one node, and what of it no tracker states. */
export interface NodeDates {
  readonly values: NodeValues & Required<Pick<NodeValues, 'duration' | 'calendar' | 'flags'>>
  readonly stated: StatedDates
  readonly scheduling: NetworkNode['scheduling']
  readonly assumptions: readonly Assumption[]
}

/** Writes a node's values into the arrays. */
export function fillNode(network: Network, node: number, values: NodeDates['values']): void {
  network.duration[node] = values.duration
  network.calendar[node] = values.calendar
  network.flags[node] = values.flags
  if (values.constraint !== undefined) network.constraint[node] = CONSTRAINTS[values.constraint]
  for (const column of TIMES) {
    const value = values[column]
    if (value !== undefined) network[column][node] = value
  }
}

const TIMES = [
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'remaining',
  'resume',
  'plannedStart',
  'plannedFinish',
  'noEarlierThan',
] as const
