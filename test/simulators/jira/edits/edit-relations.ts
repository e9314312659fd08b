import { EditError } from '../state/edit-error.ts'
import { issueOf, linkTypeOf } from '../state/lookup.ts'
import type { JiraIssue, JiraWorklog } from '../state/model.ts'
import { touch } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import { change } from './changes.ts'
import type { EditOf, EditOutcome } from './edit.ts'

/** Both ends write it in their changelogs. The same link twice is one link. */
export const link = (world: World, by: string, edit: EditOf<'link'>): EditOutcome => {
  const type = linkTypeOf(world, edit.type)
  const source = issueOf(world, edit.from)
  const destination = issueOf(world, edit.to)
  if (source.id === destination.id) throw new EditError('You cannot link an issue to itself.')
  const known = [...source.linkIds]
    .flatMap((id) => world.links.get(id) ?? [])
    .find(
      (one) => one.typeId === type.id && one.sourceId === source.id && one.destinationId === destination.id,
    )
  if (known !== undefined) return { id: known.id }
  const id = world.nextId('link')
  world.links.set(id, { id, typeId: type.id, sourceId: source.id, destinationId: destination.id })
  for (const [end, other, verb] of [
    [source, destination, type.outward],
    [destination, source, type.inward],
  ] as const) {
    end.linkIds.push(id)
    const items = [change('Link', 'issuelinks', { to: other.key, toText: `This issue ${verb} ${other.key}` })]
    touch(world, end, { by, items })
  }
  return { id }
}

export const addRemoteLink = (world: World, by: string, edit: EditOf<'addRemoteLink'>): EditOutcome => {
  const issue = issueOf(world, edit.issue)
  const id = world.nextId('remoteLink')
  issue.remoteLinks.push({
    id,
    globalId: `system=${edit.url}`,
    url: edit.url,
    title: edit.title,
    summary: '',
    relationship: edit.relationship ?? 'mentioned in',
    resolved: edit.resolved ?? false,
  })
  touch(world, issue, {
    by,
    items: [
      change('RemoteIssueLink', '', { to: id, toText: `This issue links to "${edit.title} (Web Link)"` }),
    ],
  })
  return { id, key: issue.key }
}

export const removeRemoteLink = (world: World, by: string, edit: EditOf<'removeRemoteLink'>): EditOutcome => {
  const issue = issueOf(world, edit.issue)
  const at = issue.remoteLinks.findIndex(({ id }) => id === edit.remoteLink)
  const [gone] = at < 0 ? [] : issue.remoteLinks.splice(at, 1)
  if (gone === undefined) throw new EditError(`${issue.key} has no remote link ${edit.remoteLink}.`, 404)
  const told = `This issue links to "${gone.title} (Web Link)"`
  touch(world, issue, { by, items: [change('RemoteIssueLink', '', { from: gone.id, fromString: told })] })
  return { id: gone.id, key: issue.key }
}

const spent = (issue: JiraIssue): number =>
  issue.worklogs.reduce((sum, { seconds, deletedAt }) => sum + (deletedAt === null ? seconds : 0), 0)

/** Runs a change of work and writes the time that changed with it. */
const worked = (world: World, by: string, issue: JiraIssue, run: () => JiraWorklog): EditOutcome => {
  const before = spent(issue)
  const worklog = run()
  const after = spent(issue)
  const items = [
    change('timespent', 'timespent', {
      from: String(before),
      fromString: String(before),
      to: String(after),
      toText: String(after),
    }),
    change('WorklogId', 'worklogId', { to: worklog.id, toText: worklog.id }),
  ]
  touch(world, issue, { by, items })
  return { id: worklog.id, key: issue.key }
}

export const logWork = (world: World, by: string, edit: EditOf<'logWork'>): EditOutcome => {
  const issue = issueOf(world, edit.issue)
  if (!(edit.seconds > 0)) throw new EditError('Worklog must not be null.')
  const now = world.clock.now()
  const outcome = worked(world, by, issue, () => {
    const worklog: JiraWorklog = {
      id: world.nextId('worklog'),
      issueId: issue.id,
      author: by,
      seconds: edit.seconds,
      startedAt: edit.started === undefined ? now : Date.parse(edit.started),
      comment: edit.comment ?? null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    }
    issue.worklogs.push(worklog)
    world.worklogs.set(worklog.id, worklog)
    return worklog
  })
  announceWorklog(world, by, outcome.id, 'worklog_created')
  return outcome
}

const announceWorklog = (world: World, by: string, id: string | undefined, event: string): void => {
  const worklog = world.worklogs.get(id ?? '')
  if (worklog !== undefined) world.announce({ event, worklog, by })
}

const worklogOf = (world: World, id: string): JiraWorklog => {
  const worklog = world.worklogs.get(id)
  if (worklog === undefined || worklog.deletedAt !== null)
    throw new EditError(`Cannot find worklog with id: '${id}'.`, 404)
  return worklog
}

export const editWorklog = (world: World, by: string, edit: EditOf<'editWorklog'>): EditOutcome => {
  const worklog = worklogOf(world, edit.worklog)
  const outcome = worked(world, by, issueOf(world, worklog.issueId), () => {
    worklog.seconds = edit.seconds ?? worklog.seconds
    worklog.startedAt = edit.started === undefined ? worklog.startedAt : Date.parse(edit.started)
    worklog.comment = edit.comment ?? worklog.comment
    worklog.updatedAt = world.clock.now()
    return worklog
  })
  announceWorklog(world, by, worklog.id, 'worklog_updated')
  return outcome
}

export const deleteWorklog = (world: World, by: string, edit: EditOf<'deleteWorklog'>): EditOutcome => {
  const worklog = worklogOf(world, edit.worklog)
  const outcome = worked(world, by, issueOf(world, worklog.issueId), () => {
    worklog.deletedAt = world.clock.now()
    return worklog
  })
  announceWorklog(world, by, worklog.id, 'worklog_deleted')
  return outcome
}
