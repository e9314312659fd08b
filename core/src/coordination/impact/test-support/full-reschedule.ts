import {
  CONSTRAINTS,
  createNetwork,
  LAG_KINDS,
  LINK_TYPES,
  schedule,
  type Network,
  type NetworkChange,
  type Rescheduled,
} from '../../schedule/index.ts'
import type { ImpactBase } from '../impact-base.ts'

/** A copy of a network with changes made in it: a removed link becomes one from and to nowhere, which counts for nothing. */
export function changedNetwork(before: Network, changes: readonly NetworkChange[]): Network {
  const added = changes.filter(({ kind }) => kind === 'addLink').length
  const network = createNetwork({
    nodes: before.size,
    links: before.linkCount + added,
    projects: before.projectCount,
  })
  for (const [name, column] of Object.entries(before)) {
    if (typeof column === 'number') continue
    // Both have the same columns.
    const target = network[name as keyof Network] as typeof column
    target.set(column)
  }
  let link = before.linkCount
  for (const change of changes) {
    if (change.kind === 'removeLink') network.from[change.link] = network.to[change.link] ?? 0
    if (change.kind === 'project' && change.start !== undefined)
      network.projectStart[change.project] = change.start
    if (change.kind === 'addLink') {
      const { from, to, type = 'FS', lag = 0, lagKind = 'working' } = change
      network.from[link] = from
      network.to[link] = to
      network.type[link] = LINK_TYPES[type]
      network.lag[link] = lag
      network.lagKind[link] = LAG_KINDS[lagKind]
      link++
    }
    if (change.kind !== 'node') continue
    const { constraint, ...values } = change.values
    if (constraint !== undefined) network.constraint[change.node] = CONSTRAINTS[constraint]
    // The names of values are those of the columns, and all of these values are numbers.
    for (const [name, value] of Object.entries(values) as [keyof typeof values, number][])
      network[name][change.node] = value
  }
  return network
}

/** What changes move, by scheduling everything anew: the slow way that the fast one has to agree with. */
export function fullReschedule(base: ImpactBase, changes: readonly NetworkChange[]): Rescheduled {
  const after = schedule(changedNetwork(base.network, changes), base.table, base.options)
  const nodes = Int32Array.from({ length: after.size }, (_, node) => node)
  const problems = after.problems.filter(({ kind }) => kind !== 'selfLink')
  return { ...after, nodes, problems, visited: { forward: after.size, backward: after.size } }
}
