import { EditError } from '../state/edit-error.ts'
import { boardOf, issueOf, projectOf, sprintOf } from '../state/lookup.ts'
import type { JiraIssue } from '../state/model.ts'
import { addBoard, addSprint } from '../state/projects.ts'
import { touch } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import { setSprints } from './changes.ts'
import type { EditOf, EditOutcome } from './edit.ts'

export const createBoard = (world: World, edit: EditOf<'createBoard'>): EditOutcome => ({
  id: addBoard(world, projectOf(world, edit.project), edit).id,
})

/** Silent: nothing of an issue says which boards show it. */
export const renameBoard = (world: World, edit: EditOf<'renameBoard'>): EditOutcome => {
  const board = boardOf(world, edit.board)
  board.name = edit.name
  world.revision++
  return { id: board.id }
}

export const deleteBoard = (world: World, by: string, edit: EditOf<'deleteBoard'>): EditOutcome => {
  const board = boardOf(world, edit.board)
  for (const sprint of world.sprints.values())
    if (sprint.boardId === board.id) deleteSprint(world, by, { kind: 'deleteSprint', sprint: sprint.id })
  world.boards.delete(board.id)
  world.revision++
  return { id: board.id }
}

const instant = (value: string | undefined, fallback: number | null): number | null =>
  value === undefined ? fallback : Date.parse(value)

export const createSprint = (world: World, by: string, edit: EditOf<'createSprint'>): EditOutcome => {
  const sprint = addSprint(world, boardOf(world, edit.board), edit)
  world.announce({ event: 'sprint_created', sprint, by })
  return { id: sprint.id }
}

/** Silent: issues show the new name without having been touched. */
export const editSprint = (world: World, by: string, edit: EditOf<'editSprint'>): EditOutcome => {
  const sprint = sprintOf(world, edit.sprint)
  sprint.name = edit.name ?? sprint.name
  sprint.goal = edit.goal ?? sprint.goal
  sprint.startAt = instant(edit.start, sprint.startAt)
  sprint.endAt = instant(edit.end, sprint.endAt)
  world.revision++
  world.announce({ event: 'sprint_updated', sprint, by })
  return { id: sprint.id }
}

const TWO_WEEKS_MS = 14 * 86_400_000

export const startSprint = (world: World, by: string, edit: EditOf<'startSprint'>): EditOutcome => {
  const sprint = sprintOf(world, edit.sprint)
  if (sprint.state !== 'future') throw new EditError('Only a future sprint can be started.')
  sprint.state = 'active'
  sprint.startAt = instant(edit.start, sprint.startAt ?? world.clock.now())
  sprint.endAt = instant(edit.end, sprint.endAt ?? world.clock.now() + TWO_WEEKS_MS)
  world.revision++
  world.announce({ event: 'sprint_started', sprint, by })
  return { id: sprint.id }
}

const membersOf = (world: World, id: string): JiraIssue[] =>
  [...world.issues.values()].filter(({ deleted, sprintIds }) => !deleted && sprintIds.includes(id))

export const closeSprint = (world: World, by: string, edit: EditOf<'closeSprint'>): EditOutcome => {
  const sprint = sprintOf(world, edit.sprint)
  if (sprint.state !== 'active') throw new EditError('Only an active sprint can be closed.')
  const next = edit.moveTo === undefined ? [] : [sprintOf(world, edit.moveTo).id]
  sprint.state = 'closed'
  sprint.completedAt = world.clock.now()
  world.revision++
  for (const issue of membersOf(world, sprint.id)) {
    if (world.statuses.get(issue.statusId)?.category === 'done' || next.length === 0) continue
    touch(world, issue, { by, items: setSprints(world, issue, [...issue.sprintIds, ...next]) })
  }
  world.announce({ event: 'sprint_closed', sprint, by })
  return { id: sprint.id }
}

export const deleteSprint = (world: World, by: string, edit: EditOf<'deleteSprint'>): EditOutcome => {
  const sprint = sprintOf(world, edit.sprint)
  for (const issue of membersOf(world, sprint.id)) {
    const left = issue.sprintIds.filter((id) => id !== sprint.id)
    touch(world, issue, { by, items: setSprints(world, issue, left) })
  }
  world.sprints.delete(sprint.id)
  world.revision++
  world.announce({ event: 'sprint_deleted', sprint, by })
  return { id: sprint.id }
}

export const setSprint = (world: World, by: string, edit: EditOf<'setSprint'>): EditOutcome => {
  const issue = issueOf(world, edit.issue)
  const wanted = edit.sprint === null ? [] : [sprintOf(world, edit.sprint)]
  if (wanted[0]?.state === 'closed') throw new EditError('A closed sprint takes no issues.')
  const closed = issue.sprintIds.filter((id) => world.sprints.get(id)?.state === 'closed')
  const after = [...closed, ...wanted.map(({ id }) => id)]
  touch(world, issue, { by, items: setSprints(world, issue, after) })
  return { id: issue.id, key: issue.key }
}
