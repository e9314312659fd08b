import type { ScheduledPortfolio } from '../network/index.ts'

/** A project within the network of projects. */
export interface ProjectNode {
  /** Id of the project; of a connection's items without a project: empty. */
  readonly id: string
  readonly name: string
  /** Dependencies that lead into it from other projects, and out of it. */
  readonly incoming: number
  readonly outgoing: number
}

/** All dependencies from one project to another. */
export interface ProjectEdge {
  readonly from: string
  readonly to: string
  /**
   * How many there are, and of those: between two tools, found in a text and not confirmed, contradicted by dates, in a ring
   * of items that wait for each other.
   */
  readonly links: number
  readonly acrossTools: number
  readonly unconfirmed: number
  readonly contradictions: number
  readonly cyclic: number
  /** On the critical path. */
  readonly critical: number
  /** Projects wait for each other in a ring that this leads through. Often right (phases interleave), always worth a look. */
  readonly inRing: boolean
}

/** Links of the roadmap with the projects of their ends. */
interface Link {
  readonly from: number
  readonly to: number
  readonly acrossTools: boolean
  readonly confirmed: boolean
  readonly critical: boolean
  readonly broken: boolean
  readonly inCycle: boolean
}

/**
 * Projects and what they wait for: dependencies between items, added up by the projects of their ends. Pure.
 * @param names names of the projects by id, in the order of the configuration
 */
export function projectNetwork(
  { portfolio }: ScheduledPortfolio,
  links: readonly Link[],
  names: ReadonlyMap<string, string>,
): { readonly nodes: readonly ProjectNode[]; readonly edges: readonly ProjectEdge[] } {
  const edges = new Map<string, { -readonly [K in keyof ProjectEdge]: ProjectEdge[K] }>()
  for (const link of links) {
    const from = portfolio.nodes[link.from]?.project ?? ''
    const to = portfolio.nodes[link.to]?.project ?? ''
    if (from === to) continue
    const key = `${from}\n${to}`
    const edge = edges.get(key) ?? {
      from,
      to,
      links: 0,
      acrossTools: 0,
      unconfirmed: 0,
      contradictions: 0,
      cyclic: 0,
      critical: 0,
      inRing: false,
    }
    edge.links++
    if (link.acrossTools) edge.acrossTools++
    if (!link.confirmed) edge.unconfirmed++
    if (link.broken) edge.contradictions++
    if (link.inCycle) edge.cyclic++
    if (link.critical) edge.critical++
    edges.set(key, edge)
  }
  const all = [...edges.values()]
  const rings = ringNumbers(all.filter(({ links: count, unconfirmed }) => count > unconfirmed))
  for (const edge of all) {
    const ring = rings.get(edge.from)
    edge.inRing = ring !== undefined && ring === rings.get(edge.to)
  }
  const [incoming, outgoing] = [new Map<string, number>(), new Map<string, number>()]
  for (const { from, to, links: count } of all) {
    incoming.set(to, (incoming.get(to) ?? 0) + count)
    outgoing.set(from, (outgoing.get(from) ?? 0) + count)
  }
  const ids = [...names.keys(), ...(all.some(({ from, to }) => from === '' || to === '') ? [''] : [])]
  return {
    nodes: ids.map((id) => ({
      id,
      name: names.get(id) ?? 'No project',
      incoming: incoming.get(id) ?? 0,
      outgoing: outgoing.get(id) ?? 0,
    })),
    edges: all,
  }
}

/**
 * The number of the ring that each project is in: its strongly connected component, where that holds more than one (Tarjan
 * 1972, here without recursion). Projects in none are absent.
 */
function ringNumbers(
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, number> {
  const after = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = after.get(from)
    if (known === undefined) after.set(from, [to])
    else known.push(to)
    if (!after.has(to)) after.set(to, [])
  }
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const rings = new Map<string, number>()
  const enter = (id: string) => {
    index.set(id, index.size)
    low.set(id, index.get(id) ?? 0)
    open.push(id)
    isOpen.add(id)
  }
  for (const root of after.keys()) {
    if (index.has(root)) continue
    enter(root)
    const path: { readonly id: string; next: number }[] = [{ id: root, next: 0 }]
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { id } = step
      const to = after.get(id)?.[step.next++]
      if (to === undefined) {
        path.pop()
        const before = path.at(-1)
        if (before !== undefined) low.set(before.id, Math.min(low.get(before.id) ?? 0, low.get(id) ?? 0))
        if (low.get(id) !== index.get(id)) continue
        const members = open.splice(open.lastIndexOf(id))
        for (const member of members) {
          isOpen.delete(member)
          if (members.length > 1) rings.set(member, index.get(id) ?? 0)
        }
      } else if (!index.has(to)) {
        enter(to)
        path.push({ id: to, next: 0 })
      } else if (isOpen.has(to)) {
        low.set(id, Math.min(low.get(id) ?? 0, index.get(to) ?? 0))
      }
    }
  }
  return rings
}
