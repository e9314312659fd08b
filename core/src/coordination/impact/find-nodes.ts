import { suggest } from '../../config/index.ts'
import { nodeAddress, type NodeKind, type PortfolioNetwork } from '../network/index.ts'

/** Where a name leads: to one node, or the sentence that says why to none. */
export type FoundNode = { readonly index: number } | { readonly trouble: string }

const KINDS: readonly NodeKind[] = ['workItem', 'milestone', 'project', 'placeholder']
const MILESTONE = 'milestone:'
const MOST_NAMED = 5
const MOST_COMPARED = 1000

/**
 * Finds nodes by what people call them: connection/ref, connection/milestone:ref or connection/key, a key or ref, the id of a project, or a title that
 * only one of them has; synced records before what links only name. Where nothing is called exactly so, the case of keys and
 * titles does not matter. One pass over the network for all names, and another for those that the first one did not find.
 */
export function findNodes(
  portfolio: PortfolioNetwork,
  names: readonly string[],
): ReadonlyMap<string, FoundNode> {
  const exact = new Map(names.map((name) => [name, new Set<number>()]))
  for (const [index, { key, ref, kind }] of portfolio.nodes.entries()) {
    if (kind !== 'project') exact.get(ref)?.add(index)
    if (key !== undefined) exact.get(key)?.add(index)
  }
  for (const [name, places] of exact) {
    const named = byRef(portfolio, name)
    if (named.length === 0) continue
    places.clear()
    for (const place of named) places.add(place)
  }
  const loose = findLoosely(
    portfolio,
    names.filter((name) => exact.get(name)?.size === 0),
  )
  return new Map(
    names.map((name) => {
      const places = exact.get(name) ?? []
      return [name, found(portfolio, name, [...places, ...(loose.get(name) ?? [])])]
    }),
  )
}

/** By key, connection/key or else by title, in any case. */
function findLoosely(
  portfolio: PortfolioNetwork,
  names: readonly string[],
): ReadonlyMap<string, readonly number[]> {
  if (names.length === 0) return new Map()
  const wanted = new Map(
    names.map((name) => [name.toLowerCase(), { keys: new Set<number>(), titles: new Set<number>() }]),
  )
  for (const [index, { connection, key, title, kind }] of portfolio.nodes.entries()) {
    if (key !== undefined) {
      wanted.get(key.toLowerCase())?.keys.add(index)
      wanted.get(`${connection}/${key}`.toLowerCase())?.keys.add(index)
    }
    if (kind !== 'placeholder') wanted.get(title.toLowerCase())?.titles.add(index)
  }
  return new Map(
    names.map((name) => {
      const { keys, titles } = wanted.get(name.toLowerCase()) ?? { keys: [], titles: [] }
      const places = [...keys]
      return [name, places.length > 0 ? places : [...titles]]
    }),
  )
}

/** Trackers number their milestones and items apart: both may have that ref. */
function byRef(portfolio: PortfolioNetwork, name: string): readonly number[] {
  const project = portfolio.indexOfProject(name)
  if (project !== undefined) return [project]
  const slash = name.indexOf('/')
  if (slash <= 0) return []
  const [connection, ref] = [name.slice(0, slash), name.slice(slash + 1)]
  const milestone = ref.startsWith(MILESTONE)
    ? portfolio.indexOf(connection, ref.slice(MILESTONE.length), 'milestone')
    : undefined
  if (milestone !== undefined) return [milestone]
  return KINDS.flatMap((kind) => portfolio.indexOf(connection, ref, kind) ?? [])
}

function found(portfolio: PortfolioNetwork, name: string, indices: readonly number[]): FoundNode {
  const shown = name.slice(0, 80)
  const synced = indices.filter((one) => portfolio.nodes[one]?.kind !== 'placeholder')
  const [index, ...others] = synced.length > 0 ? synced : indices
  if (index === undefined) {
    const near = suggest(shown, someKeys(portfolio, shown.length))
    const hint = near === undefined ? 'write its key, or connection/ref' : `did you mean "${near}"?`
    return { trouble: `There is no item "${shown}" in the network; ${hint}` }
  }
  if (others.length === 0) return { index }
  const all = [index, ...others]
  const list = all.slice(0, MOST_NAMED).map((one) => nodeAddress(portfolio.nodes[one]))
  const rest = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : ''
  return {
    trouble: `"${shown}" may be ${list.join(' or ')}${rest}; write which one, as it stands here.`,
  }
}

/** Keys of about that length: few enough to compare letter by letter. */
function someKeys(portfolio: PortfolioNetwork, length: number): string[] {
  const keys: string[] = []
  for (const { key } of portfolio.nodes) {
    if (key === undefined || Math.abs(key.length - length) > 2) continue
    keys.push(key)
    if (keys.length === MOST_COMPARED) break
  }
  return keys
}
