import type { Project } from './wire/project.ts'

/** Stable key of a project and ref of its container. Projects and repositories are numbered apart. */
export function projectKey({ id, fullDatabaseId }: Pick<Project, 'id' | 'fullDatabaseId'>): string {
  return `project:${fullDatabaseId ?? id}`
}
