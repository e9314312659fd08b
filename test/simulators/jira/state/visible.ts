import type { JiraIssue, JiraProject } from './model.ts'
import { isVisible } from './touch.ts'
import type { World } from './world.ts'

export const visibleIssues = (world: World): JiraIssue[] =>
  [...world.issues.values()].filter((issue) => isVisible(world, issue))

/** Projects that the caller may browse, in the order of their keys. The trash and what is hidden are not among them. */
export const visibleProjects = (world: World): JiraProject[] =>
  [...world.projects.values()]
    .filter(({ deleted, hidden }) => !deleted && !hidden)
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
