import { createNetwork } from './create-network.ts'
import { CONSTRAINTS, LAG_KINDS, LINK_TYPES, type ConstraintName, type LagKindName } from './network.ts'
import type { LinkTypeName, Network } from './network.ts'

/** One node of a network that is written down node by node. What is absent is not stated. */
export interface NodeSpec {
  /** Working minutes; default 0, a milestone. */
  readonly duration?: number
  readonly calendar?: number
  readonly project?: number
  readonly parent?: number
  readonly flags?: number
  readonly constraint?: ConstraintName
  readonly constraintDate?: number
  readonly deadline?: number
  readonly actualStart?: number
  readonly actualFinish?: number
  readonly remaining?: number
  readonly resume?: number
  readonly plannedStart?: number
  readonly plannedFinish?: number
  readonly noEarlierThan?: number
}

/** One link: predecessor, successor, and what differs from finish-to-start without lag. */
export interface LinkSpec {
  readonly from: number
  readonly to: number
  readonly type?: LinkTypeName
  readonly lag?: number
  readonly lagKind?: LagKindName
}

/** One project; what is absent is not stated. */
export interface ProjectSpec {
  readonly start?: number
  readonly finish?: number
  readonly fromFinish?: boolean
}

/** A network as lists of what is in it, for small ones; large ones fill the arrays of `createNetwork`. */
export interface NetworkSpec {
  readonly nodes: readonly NodeSpec[]
  readonly links?: readonly LinkSpec[]
  readonly projects?: readonly ProjectSpec[]
  readonly shared?: boolean
}

/** Makes a network of lists. */
export function networkOf({ nodes, links = [], projects = [], shared = false }: NetworkSpec): Network {
  const network = createNetwork({
    nodes: nodes.length,
    links: links.length,
    projects: projects.length,
    shared,
  })
  for (const [index, node] of nodes.entries()) setNode(network, index, node)
  for (const [index, link] of links.entries()) setLink(network, index, link)
  for (const [index, project] of projects.entries()) {
    network.projectStart[index] = project.start ?? Number.NaN
    network.projectFinish[index] = project.finish ?? Number.NaN
    network.projectFromFinish[index] = project.fromFinish === true ? 1 : 0
  }
  return network
}

/** Writes what a node states into a network's arrays. */
export function setNode(network: Network, index: number, node: NodeSpec): void {
  if (node.duration !== undefined) network.duration[index] = node.duration
  if (node.calendar !== undefined) network.calendar[index] = node.calendar
  if (node.project !== undefined) network.project[index] = node.project
  if (node.parent !== undefined) network.parent[index] = node.parent
  if (node.flags !== undefined) network.flags[index] = node.flags
  if (node.constraint !== undefined) network.constraint[index] = CONSTRAINTS[node.constraint]
  for (const field of NODE_TIMES) {
    const value = node[field]
    if (value !== undefined) network[field][index] = value
  }
}

/** Writes a link into a network's arrays. */
export function setLink(network: Network, index: number, link: LinkSpec): void {
  network.from[index] = link.from
  network.to[index] = link.to
  network.type[index] = LINK_TYPES[link.type ?? 'FS']
  network.lag[index] = link.lag ?? 0
  network.lagKind[index] = LAG_KINDS[link.lagKind ?? 'working']
}

/** The values of a node that are times or minutes left. */
export const NODE_TIMES = [
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'remaining',
  'resume',
  'plannedStart',
  'plannedFinish',
  'noEarlierThan',
] as const satisfies readonly (keyof NodeSpec & keyof Network)[]
