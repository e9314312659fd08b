import { announceDependency, announceSubIssue } from './announcements.ts'
import { EditError } from './edit-error.ts'
import type { Issue } from './model.ts'
import { recordEvent } from './timeline.ts'
import { touchByRelation } from './touch.ts'
import type { World } from './world.ts'

/** GitHub's documented bounds. */
const MAX_SUB_ISSUES = 100
const MAX_LEVELS = 8
const MAX_DEPENDENCIES = 50

const ancestorsOf = (world: World, issue: Issue): Issue[] => {
  const chain: Issue[] = []
  for (let current = issue.parent; current !== null;) {
    const parent = world.issues.get(current)
    if (parent === undefined || chain.includes(parent)) break
    chain.push(parent)
    current = parent.parent
  }
  return chain
}

const heightOf = (world: World, issue: Issue): number => {
  const heights = issue.subIssues.map((id) => {
    const child = world.issues.get(id)
    return child === undefined ? 0 : heightOf(world, child)
  })
  return 1 + Math.max(0, ...heights)
}

export interface Relation {
  readonly issue: Issue
  readonly other: Issue
  readonly actor: string
}

/** Puts `other` under `issue`; with `replaceParent` it leaves its former parent. */
export const addSubIssue = (
  world: World,
  relation: Relation & { readonly replaceParent?: boolean },
): void => {
  const { issue: parent, other: child, actor } = relation
  if (child.parent === parent.id)
    throw new EditError(`#${child.number} is a sub-issue of #${parent.number} already.`)
  if (child === parent || ancestorsOf(world, parent).includes(child))
    throw new EditError(`#${child.number} cannot be below itself.`)
  if (parent.subIssues.length >= MAX_SUB_ISSUES)
    throw new EditError(`#${parent.number} has ${MAX_SUB_ISSUES} sub-issues, which is the limit.`)
  if (ancestorsOf(world, parent).length + 1 + heightOf(world, child) > MAX_LEVELS)
    throw new EditError(`Sub-issues go ${MAX_LEVELS} levels deep at most.`)
  if (child.parent !== null) {
    const former = world.issues.get(child.parent)
    if (relation.replaceParent !== true) throw new EditError(`#${child.number} has a parent already.`)
    if (former !== undefined) removeSubIssue(world, { issue: former, other: child, actor })
  }
  child.parent = parent.id
  parent.subIssues.push(child.id)
  recordEvent(world, { issue: parent, kind: 'sub_issue_added', actor, detail: { subIssue: child.id } })
  recordEvent(world, { issue: child, kind: 'parent_issue_added', actor, detail: { parentIssue: parent.id } })
  touchByRelation(world, parent)
  touchByRelation(world, child)
  announceSubIssue(world, { parent, child, sender: actor, verb: 'added' })
}

export const removeSubIssue = (world: World, relation: Relation): void => {
  const { issue: parent, other: child, actor } = relation
  if (child.parent !== parent.id)
    throw new EditError(`#${child.number} is no sub-issue of #${parent.number}.`, 404)
  child.parent = null
  parent.subIssues = parent.subIssues.filter((id) => id !== child.id)
  recordEvent(world, { issue: parent, kind: 'sub_issue_removed', actor, detail: { subIssue: child.id } })
  recordEvent(world, {
    issue: child,
    kind: 'parent_issue_removed',
    actor,
    detail: { parentIssue: parent.id },
  })
  touchByRelation(world, parent)
  touchByRelation(world, child)
  announceSubIssue(world, { parent, child, sender: actor, verb: 'removed' })
}

/** States that `issue` cannot go on before `other` is done. Cycles are allowed, as GitHub allows them. */
export const addBlockedBy = (world: World, relation: Relation): void => {
  const { issue: blocked, other: blocker, actor } = relation
  if (blocked === blocker) throw new EditError('An issue cannot block itself.')
  if (blocked.blockedBy.includes(blocker.id))
    throw new EditError(`#${blocked.number} is blocked by #${blocker.number} already.`)
  if (blocked.blockedBy.length >= MAX_DEPENDENCIES || blocker.blocking.length >= MAX_DEPENDENCIES)
    throw new EditError(`An issue has ${MAX_DEPENDENCIES} dependencies of a kind at most.`)
  blocked.blockedBy.push(blocker.id)
  blocker.blocking.push(blocked.id)
  recordEvent(world, { issue: blocked, kind: 'blocked_by_added', actor, detail: { blockedBy: blocker.id } })
  recordEvent(world, { issue: blocker, kind: 'blocking_added', actor, detail: { blocking: blocked.id } })
  touchByRelation(world, blocked)
  touchByRelation(world, blocker)
  announceDependency(world, { blocked, blocker, sender: actor, verb: 'added' })
}

export const removeBlockedBy = (world: World, relation: Relation): void => {
  const { issue: blocked, other: blocker, actor } = relation
  if (!blocked.blockedBy.includes(blocker.id))
    throw new EditError(`#${blocked.number} is not blocked by #${blocker.number}.`, 404)
  blocked.blockedBy = blocked.blockedBy.filter((id) => id !== blocker.id)
  blocker.blocking = blocker.blocking.filter((id) => id !== blocked.id)
  recordEvent(world, { issue: blocked, kind: 'blocked_by_removed', actor, detail: { blockedBy: blocker.id } })
  recordEvent(world, { issue: blocker, kind: 'blocking_removed', actor, detail: { blocking: blocked.id } })
  touchByRelation(world, blocked)
  touchByRelation(world, blocker)
  announceDependency(world, { blocked, blocker, sender: actor, verb: 'removed' })
}
