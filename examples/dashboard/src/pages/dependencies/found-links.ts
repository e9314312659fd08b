import type { PmoClient } from '@headless-pmo/client'
import type { Outputs } from '../../ui/api-types.ts'
import type { Network, ProjectEdge } from './network.ts'

export type FoundLink = Outputs['dependencies']['list']['items'][number]

/** Types of links that move dates, once somebody confirms them. */
const ORDERS: ReadonlySet<string> = new Set(['blocks', 'FS', 'SS', 'FF', 'SF'])
const PAGE = 200
/** More of them are a backlog, and no list to look through here. */
const MOST = 2000

/**
 * Links between two projects that were found in texts, and that nobody has decided about: the schedule knows nothing of them.
 * @returns whether these are all
 */
export async function askFoundLinks(
  { api }: PmoClient,
  signal: AbortSignal,
): Promise<{ readonly links: readonly FoundLink[]; readonly isAll: boolean }> {
  const links: FoundLink[] = []
  let cursor: { readonly cursor?: string } | undefined = {}
  while (cursor !== undefined && links.length < MOST) {
    const page: Outputs['dependencies']['list'] = await api.dependencies.list.query(
      { confirmed: false, acrossProjects: true, limit: PAGE, ...cursor },
      { signal },
    )
    links.push(...page.items.filter(({ type }) => ORDERS.has(type)))
    cursor = page.next === undefined ? undefined : { cursor: page.next }
  }
  return { links, isAll: cursor === undefined }
}

/** The network with what texts tell: pairs that only a text ties are pairs, too, of no link that counts. Pure. */
export function withFound<Of extends Pick<Network, 'nodes' | 'edges'>>(
  network: Of,
  found: readonly FoundLink[],
): Of {
  const edges = new Map(network.edges.map((edge) => [`${edge.from}\n${edge.to}`, { ...edge }]))
  for (const { from, to } of found) {
    const pair = { from: from.project ?? '', to: to.project ?? '' }
    if (pair.from === pair.to) continue
    const key = `${pair.from}\n${pair.to}`
    const edge = edges.get(key) ?? { ...NOTHING, ...pair }
    edges.set(key, { ...edge, unconfirmed: edge.unconfirmed + 1 })
  }
  const ends = new Set([...edges.values()].flatMap(({ from, to }) => [from, to]))
  const known = new Set(network.nodes.map(({ id }) => id))
  const missing = [...ends].filter((id) => !known.has(id))
  return {
    ...network,
    edges: [...edges.values()],
    nodes: [
      ...network.nodes,
      ...missing.map((id) => ({
        id,
        name: id === '' ? 'No project' : id,
        incoming: 0,
        outgoing: 0,
      })),
    ],
  }
}

/** Found links from one project to another. Pure. */
export function foundOfPair(
  found: readonly FoundLink[],
  [from, to]: readonly [string, string],
): readonly FoundLink[] {
  return found.filter((link) => (link.from.project ?? '') === from && (link.to.project ?? '') === to)
}

const NOTHING: Omit<ProjectEdge, 'from' | 'to'> = {
  links: 0,
  acrossTools: 0,
  unconfirmed: 0,
  contradictions: 0,
  cyclic: 0,
  critical: 0,
  inRing: false,
}
