import { createNetwork } from './create-network.ts'
import type { Network } from './network.ts'
import type { NetworkChange } from './network-change.ts'
import { setLink, setNode, type LinkSpec, type NodeSpec, type ProjectSpec } from './network-of.ts'

/** What a copy of a network gets more, at the end of its arrays. */
export interface NetworkAdditions {
  readonly nodes?: readonly NodeSpec[]
  readonly links?: readonly LinkSpec[]
  readonly projects?: readonly ProjectSpec[]
}

/**
 * A copy of a network with changes. Nodes, links and links of `addLink` changes keep their numbers or get the
 * next ones, in this order: additions, then changes. A removed link keeps its number and ties nothing.
 */
export function changeNetwork(
  network: Network,
  changes: readonly NetworkChange[],
  { nodes = [], links = [], projects = [] }: NetworkAdditions = {},
): Network {
  const more = changes.filter((change) => change.kind === 'addLink')
  const copy = createNetwork({
    nodes: network.size + nodes.length,
    links: network.linkCount + links.length + more.length,
    projects: network.projectCount + projects.length,
    shared: network.duration.buffer instanceof SharedArrayBuffer,
  })
  for (const column of COLUMNS) copy[column].set(network[column])
  for (const [at, node] of nodes.entries()) setNode(copy, network.size + at, node)
  for (const [at, link] of [...links, ...more].entries()) setLink(copy, network.linkCount + at, link)
  for (const [at, project] of projects.entries()) {
    copy.projectStart[network.projectCount + at] = project.start ?? Number.NaN
    copy.projectFinish[network.projectCount + at] = project.finish ?? Number.NaN
    copy.projectFromFinish[network.projectCount + at] = project.fromFinish === true ? 1 : 0
  }
  for (const change of changes) {
    if (change.kind === 'node') setNode(copy, change.node, change.values)
    // A lag that is no number never wins: the link ties nothing.
    else if (change.kind === 'removeLink') copy.lag[change.link] = Number.NaN
    else if (change.kind === 'project') {
      if (change.start !== undefined) copy.projectStart[change.project] = change.start
      if (change.finish !== undefined) copy.projectFinish[change.project] = change.finish
    }
  }
  return copy
}

const COLUMNS = [
  'duration',
  'calendar',
  'project',
  'parent',
  'flags',
  'constraint',
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'remaining',
  'resume',
  'plannedStart',
  'plannedFinish',
  'noEarlierThan',
  'from',
  'to',
  'type',
  'lag',
  'lagKind',
  'projectStart',
  'projectFinish',
  'projectFromFinish',
] as const satisfies readonly (keyof Network)[]
