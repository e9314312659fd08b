import type { LinkDraft } from './collect-links.ts'
import type { NetworkEnds } from './network-ends.ts'
import type { NetworkRecord } from './portfolio-records.ts'

/**
 * Links of a project apply to what is below it. An item whose parent lies in another project is not below its own; for
 * it each link of its project is repeated.
 */
export function strayLinks(
  links: readonly LinkDraft[],
  {
    ends,
    parents,
    items,
  }: {
    readonly ends: NetworkEnds
    readonly parents: Int32Array
    readonly items: readonly NetworkRecord<'workItem'>[]
  },
): LinkDraft[] {
  const isProject = (node: number): boolean => node >= ends.projectsAt && node < ends.placeholdersAt
  const ofProjects = links.filter(({ from, to }) => isProject(from) || isProject(to))
  if (ofProjects.length === 0) return []
  const strays = new Map<number, number[]>()
  for (const [position, { project }] of items.entries()) {
    const own = project === undefined ? undefined : ends.project(project)
    if (own === undefined || topOf(position, parents, ends.projectsAt) === own) continue
    const above = parents[position] ?? -1
    // Below a stray the links come down from it.
    if (above >= 0 && items[above]?.project === project) continue
    strays.set(own, [...(strays.get(own) ?? []), position])
  }
  return ofProjects.flatMap((link) => {
    const from = [link.from, ...(strays.get(link.from) ?? [])]
    const to = [link.to, ...(strays.get(link.to) ?? [])]
    return from
      .flatMap((one) => to.map((other) => ({ ...link, from: one, to: other })))
      .slice(1)
      .filter((pair) => pair.from !== pair.to)
  })
}

/** The project that an item hangs below; −1: none, or its parents form a ring. */
function topOf(position: number, parents: Int32Array, projectsAt: number): number {
  let node = position
  for (let steps = 0; steps <= parents.length; steps++) {
    const above = parents[node] ?? -1
    if (above < 0 || above >= projectsAt) return above
    node = above
  }
  return -1
}
