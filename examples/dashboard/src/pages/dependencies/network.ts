import type { Outputs } from '../../ui/api-types.ts'
import type { Only } from './dependencies-view.ts'

export type Network = Outputs['roadmap']['network']
export type ProjectNode = Network['nodes'][number]
export type ProjectEdge = Network['edges'][number]

const KEPT: Readonly<Record<Only, (edge: ProjectEdge) => boolean>> = {
  all: () => true,
  across: ({ acrossTools }) => acrossTools > 0,
  contradictions: ({ contradictions }) => contradictions > 0,
  cycles: ({ cyclic }) => cyclic > 0,
  rings: ({ inRing }) => inRing,
  unconfirmed: ({ unconfirmed }) => unconfirmed > 0,
  critical: ({ critical }) => critical > 0,
}

/** The part of a network that is shown: chosen edges, projects that they tie, and those that wait for nobody. Pure. */
export function shownOf(
  { nodes, edges }: Pick<Network, 'nodes' | 'edges'>,
  only: Only,
): {
  readonly edges: readonly ProjectEdge[]
  readonly tied: readonly ProjectNode[]
  readonly alone: readonly ProjectNode[]
} {
  const kept = edges.filter(KEPT[only])
  const ends = new Set(kept.flatMap(({ from, to }) => [from, to]))
  return {
    edges: kept,
    tied: nodes.filter(({ id }) => ends.has(id)),
    alone: nodes.filter(({ id }) => !edges.some(({ from, to }) => from === id || to === id)),
  }
}

/** What is worth a look at an edge, in words; empty: nothing. */
export function concernsOf({ contradictions, cyclic, inRing, unconfirmed }: ProjectEdge): readonly string[] {
  return [
    ...(cyclic > 0 ? [`${cyclic} between items that wait for each other`] : []),
    ...(contradictions > 0 ? [`${contradictions} contradicted by dates`] : []),
    ...(inRing ? ['the projects wait for each other in a ring'] : []),
    ...(unconfirmed > 0 ? [`${unconfirmed} found in texts and not confirmed`] : []),
  ]
}

/** Signs of an edge beside its number: so that colour is not all that tells. */
export function signsOf({ contradictions, cyclic, inRing, unconfirmed }: ProjectEdge): string {
  return `${cyclic > 0 ? '∞' : ''}${contradictions > 0 ? '!' : ''}${inRing ? '↻' : ''}${unconfirmed > 0 ? '?' : ''}`
}

/** How an edge is coloured: what is worst about it. */
export function toneOf(edge: ProjectEdge): 'bad' | 'ring' | 'critical' | 'plain' {
  if (edge.contradictions > 0 || edge.cyclic > 0) return 'bad'
  if (edge.inRing) return 'ring'
  return edge.critical > 0 ? 'critical' : 'plain'
}

/** An edge as it is read aloud. */
export function edgeText(edge: ProjectEdge, nameOf: (project: string) => string): string {
  const { from, to, links, acrossTools, critical } = edge
  const more = [
    ...(acrossTools > 0 ? [`${acrossTools} between two tools`] : []),
    ...(critical > 0 ? [`${critical} on the critical path`] : []),
    ...concernsOf(edge),
  ]
  return `${nameOf(to)} waits for ${nameOf(from)}: ${links} ${links === 1 ? 'link' : 'links'}${more.map((one) => `, ${one}`).join('')}`
}

/** Names of projects by id. */
export function namesOf(nodes: readonly ProjectNode[]): (project: string) => string {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  return (project) => names.get(project) ?? (project === '' ? 'No project' : project)
}
