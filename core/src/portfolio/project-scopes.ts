import type { ProjectDefinition } from '../config/index.ts'
import type { RecordScope } from '../records/index.ts'

/** A project with the scopes of its sources. */
export interface ScopedProject {
  readonly id: string
  readonly scopes: readonly RecordScope[]
}

/** The scopes that a project's sources name. */
export function scopesOf(project: Pick<ProjectDefinition, 'sources'>): RecordScope[] {
  return project.sources.map(({ connection, container, filter = {} }) => ({
    connection,
    ...(container !== undefined && { container }),
    ...(filter.labels !== undefined && { labels: filter.labels }),
    ...(filter.types !== undefined && { types: filter.types }),
    ...(filter.milestones !== undefined && { milestones: filter.milestones }),
    ...(filter.components !== undefined && { components: filter.components }),
  }))
}

/**
 * The items of one project: in its own sources, and in none of a project before it. An item belongs to one
 * project: the first, in the order of the configuration, with a matching source.
 */
export function membershipOf(
  projects: readonly ScopedProject[],
  id: string,
): { readonly within: readonly RecordScope[]; readonly outside: readonly RecordScope[] } | undefined {
  const index = projects.findIndex((project) => project.id === id)
  const project = projects[index]
  if (project === undefined) return undefined
  return { within: project.scopes, outside: projects.slice(0, index).flatMap(({ scopes }) => scopes) }
}
