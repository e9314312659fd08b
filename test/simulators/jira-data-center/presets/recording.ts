import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { change } from '../../jira/edits/changes.ts'
import { addIssue } from '../../jira/state/issues.ts'
import { findProject } from '../../jira/state/lookup.ts'
import type { HistoryItem, JiraIssue, JiraProject, StatusCategoryKey } from '../../jira/state/model.ts'
import { addProject } from '../../jira/state/projects.ts'
import { addUser } from '../../jira/state/site.ts'
import { reindex } from '../../jira/state/touch.ts'
import type { World } from '../../jira/state/world.ts'

const objectOf = (row: JsonObject | undefined, key: string): JsonObject | undefined => {
  const value = row?.[key]
  return isJsonObject(value) ? value : undefined
}
const textOf = (row: JsonObject | undefined, key: string): string => {
  const value = row?.[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const listOf = (row: JsonObject | undefined, key: string): JsonObject[] => {
  const value = row?.[key]
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
const CATEGORIES: readonly StatusCategoryKey[] = ['undefined', 'new', 'indeterminate', 'done']

/**
 * Seeds a server with the payloads of `issues.json`. They are served as they are until an edit touches them; their
 * project, people, statuses, issue types, priorities and link types become those of the server. Links to issues that the
 * recording lacks show in the payloads alone.
 */
export const seedFromRecording = (world: World, folder: string): void => {
  const rows: unknown = JSON.parse(readFileSync(join(folder, 'issues.json'), 'utf8'))
  if (!Array.isArray(rows)) throw new Error(`${folder}/issues.json is no list of issues.`)
  const issues = rows.filter(isJsonObject).map((row) => seedIssue(world, row))
  const byId = new Map(issues.map((issue) => [issue.id, issue]))
  for (const issue of issues) seedLinks(world, issue, byId)
  for (const issue of issues) reindex(world, issue)
}

const person = (world: World, user: JsonObject | undefined): string | null => {
  const login = textOf(user, 'name')
  if (login === '') return null
  const timeZone = textOf(user, 'timeZone')
  return addUser(world, {
    login,
    displayName: textOf(user, 'displayName'),
    email: textOf(user, 'emailAddress'),
    ...(timeZone === '' ? {} : { timeZone }),
  }).name
}

const define = (world: World, fields: JsonObject, project: JiraProject): void => {
  const type = objectOf(fields, 'issuetype')
  const typeId = textOf(type, 'id')
  world.issueTypes.set(typeId, {
    id: typeId,
    name: textOf(type, 'name'),
    description: textOf(type, 'description'),
    hierarchyLevel: type?.['subtask'] === true ? -1 : textOf(type, 'name') === 'Epic' ? 1 : 0,
    projectId: null,
  })
  if (!project.issueTypeIds.includes(typeId)) project.issueTypeIds.push(typeId)
  const status = objectOf(fields, 'status')
  const statusId = textOf(status, 'id')
  const key = textOf(objectOf(status, 'statusCategory'), 'key')
  world.statuses.set(statusId, {
    id: statusId,
    name: textOf(status, 'name'),
    description: textOf(status, 'description'),
    category: CATEGORIES.find((known) => known === key) ?? 'undefined',
    projectId: null,
  })
  if (!project.statusIds.includes(statusId)) project.statusIds.push(statusId)
  const priority = objectOf(fields, 'priority')
  const priorityId = textOf(priority, 'id')
  if (priority !== undefined && !world.priorities.has(priorityId))
    world.priorities.set(priorityId, {
      id: priorityId,
      name: textOf(priority, 'name'),
      description: '',
      statusColor: '',
    })
  for (const id of Object.keys(fields))
    if (!world.fields.has(id)) world.fields.set(id, { id, name: id, type: 'any', clauses: [id] })
}

const projectOf = (world: World, fields: JsonObject, lead: string): JiraProject => {
  const row = objectOf(fields, 'project')
  const id = textOf(row, 'id')
  world.reserve('project', Number(id))
  return (
    findProject(world, id) ??
    addProject(world, { id, key: textOf(row, 'key'), name: textOf(row, 'name'), lead })
  )
}

const seedIssue = (world: World, row: JsonObject): JiraIssue => {
  const fields = objectOf(row, 'fields') ?? {}
  const creator = person(world, objectOf(fields, 'creator')) ?? 'ada'
  const project = projectOf(world, fields, creator)
  define(world, fields, project)
  const [id, key] = [textOf(row, 'id'), textOf(row, 'key')]
  world.reserve('issue', Number(id))
  project.nextNumber = Math.max(project.nextNumber, Number(key.split('-')[1] ?? 0) + 1)
  const priority = objectOf(fields, 'priority')
  const issue = addIssue(world, project, {
    typeId: textOf(objectOf(fields, 'issuetype'), 'id'),
    statusId: textOf(objectOf(fields, 'status'), 'id'),
    priorityId: priority === undefined ? null : textOf(priority, 'id'),
    summary: textOf(fields, 'summary'),
    creator,
    created: Date.parse(textOf(fields, 'created')),
    recorded: { id, key, payload: row },
  })
  issue.description = textOf(fields, 'description')
  issue.assignee = person(world, objectOf(fields, 'assignee'))
  issue.reporter = person(world, objectOf(fields, 'reporter'))
  issue.updated = Date.parse(textOf(fields, 'updated'))
  for (const comment of listOf(objectOf(fields, 'comment'), 'comments'))
    issue.comments.push({
      id: textOf(comment, 'id'),
      author: person(world, objectOf(comment, 'author')) ?? creator,
      body: textOf(comment, 'body'),
      createdAt: Date.parse(textOf(comment, 'created')),
      updatedAt: Date.parse(textOf(comment, 'updated')),
    })
  for (const history of listOf(objectOf(row, 'changelog'), 'histories'))
    issue.histories.push({
      id: textOf(history, 'id'),
      author: person(world, objectOf(history, 'author')),
      at: Date.parse(textOf(history, 'created')),
      items: listOf(history, 'items').map(itemOf),
    })
  issue.histories.sort((left, right) => left.at - right.at || Number(left.id) - Number(right.id))
  return issue
}

const side = (item: JsonObject, key: string): string | null => {
  const value = Object.hasOwn(item, key) ? item[key] : null
  return typeof value === 'string' ? value : null
}

const itemOf = (item: JsonObject): HistoryItem =>
  change(
    textOf(item, 'field'),
    '',
    {
      from: side(item, 'from'),
      fromString: side(item, 'fromString'),
      to: side(item, 'to'),
      toText: side(item, 'toString'),
    },
    textOf(item, 'fieldtype') === 'custom' ? 'custom' : 'jira',
  )

const seedLinks = (world: World, issue: JiraIssue, known: ReadonlyMap<string, JiraIssue>): void => {
  for (const row of listOf(objectOf(issue.recorded, 'fields'), 'issuelinks')) {
    const type = objectOf(row, 'type')
    const typeId = textOf(type, 'id')
    const inward = textOf(type, 'inward')
    world.linkTypes.set(typeId, {
      id: typeId,
      name: textOf(type, 'name'),
      inward,
      outward: textOf(type, 'outward'),
    })
    const outwardEnd = known.get(textOf(objectOf(row, 'outwardIssue'), 'id'))
    const inwardEnd = known.get(textOf(objectOf(row, 'inwardIssue'), 'id'))
    const other = outwardEnd ?? inwardEnd
    const id = textOf(row, 'id')
    if (other === undefined) continue
    world.reserve('link', Number(id))
    issue.linkIds.push(id)
    const [sourceId, destinationId] = outwardEnd === undefined ? [other.id, issue.id] : [issue.id, other.id]
    world.links.set(id, { id, typeId, sourceId, destinationId })
  }
}
