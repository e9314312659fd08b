import { PmoError } from '../../config/index.ts'
import type { NetworkNode } from './network-node.ts'
import type { PortfolioNetwork } from './portfolio-network.ts'

/**
 * The node that a person names: by its readable key, or by connection and ref or key (`github/acme/web#12`), or a project
 * by its id. A milestone has its title for a key; trackers number their milestones and items apart, so that
 * `jira/milestone:10001` tells the one from the other.
 *
 * @throws PmoError `not-found`; `invalid-request` where several connections have an item of that name
 */
export function findNode(portfolio: PortfolioNetwork, name: string): number {
  const { nodes } = portfolio
  const slash = name.indexOf('/')
  const [connection, rest] = [name.slice(0, Math.max(0, slash)), name.slice(slash + 1)]
  const inConnection =
    slash <= 0 ? [] : matches(nodes, (node) => node.connection === connection && isNamed(node, rest))
  const found = inConnection.length > 0 ? inConnection : matches(nodes, (node) => isNamed(node, name))
  const project = portfolio.indexOfProject(name)
  const [first, ...more] = found
  if (first === undefined) {
    if (project !== undefined) return project
    throw new PmoError(
      'not-found',
      `There is no item, milestone or project "${name.slice(0, 80)}"; name it by its key, e.g. ABC-12 or acme/web#3, or by connection/ref.`,
    )
  }
  if (more.length === 0) return first
  const places = found.map((index) => nodeAddress(nodes[index]))
  throw new PmoError(
    'invalid-request',
    `"${name.slice(0, 80)}" names several: ${places.slice(0, 5).join(', ')}; write which one, as it stands here.`,
  )
}

/** How a node is named so that no other is meant: `connection/key`, `connection/milestone:ref`, else `connection/ref`. */
export function nodeAddress(
  node: Pick<NetworkNode, 'kind' | 'connection' | 'ref' | 'key'> | undefined,
): string {
  if (node === undefined) return ''
  if (node.kind === 'milestone') return `${node.connection}/milestone:${node.ref}`
  return `${node.connection}/${node.key ?? node.ref}`
}

function isNamed(node: NetworkNode, name: string): boolean {
  if (node.kind === 'project') return false
  if (node.kind === 'milestone' && (node.title === name || `milestone:${node.ref}` === name)) return true
  return node.key === name || node.ref === name
}

/** Synced records before what links only name. */
function matches(nodes: readonly NetworkNode[], is: (node: NetworkNode) => boolean): readonly number[] {
  const found = nodes.flatMap((node, index) => (is(node) ? [index] : []))
  const synced = found.filter((index) => nodes[index]?.kind !== 'placeholder')
  return synced.length > 0 ? synced : found
}
