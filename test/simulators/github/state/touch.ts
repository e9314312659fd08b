import { repositoryOf } from './lookup.ts'
import type { Issue } from './model.ts'
import { presentOf, type World } from './world.ts'

/** Marks an edit of the issue itself: `updated_at` moves to the present. */
export const touchIssue = (world: World, issue: Issue): void => {
  issue.updatedAt = presentOf(world)
  refreshIssue(world, issue)
}

/** Marks a change that shows in the payload although GitHub leaves `updated_at` alone. */
export const refreshIssue = (world: World, issue: Issue): void => {
  issue.touched = true
  issue.rendered = null
  repositoryOf(world, issue).revision++
  world.revision++
}

/** Marks a change of which GitHub does not say whether it moves `updated_at`: the option decides. */
export const touchByRelation = (world: World, issue: Issue): void =>
  world.relationsBumpUpdatedAt ? touchIssue(world, issue) : refreshIssue(world, issue)

/** Drops the rendered bytes of everything whose payload counts or names this issue. */
export const refreshRelatives = (world: World, issue: Issue): void => {
  const relatives = [issue.parent, ...issue.subIssues, ...issue.blockedBy, ...issue.blocking]
  for (const id of relatives) {
    const relative = id === null ? undefined : world.issues.get(id)
    if (relative !== undefined) refreshIssue(world, relative)
  }
}

/** An issue that changes sides changes the counters of its milestone, which every member's payload shows. */
export const refreshMilestone = (world: World, issue: Issue): void => {
  if (issue.milestone !== null) repositoryOf(world, issue).sharedRevision++
}
