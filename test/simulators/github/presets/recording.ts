import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { textOf } from '../render/account.ts'
import type { Issue, IssueEvent, Repository, StateReason } from '../state/model.ts'
import { addAccount } from '../state/people.ts'
import { addLabel, addMilestone, addRepository } from '../state/repositories.ts'
import type { World } from '../state/world.ts'

const readRows = (folder: string, file: string): JsonObject[] => {
  const path = join(folder, file)
  if (!existsSync(path)) return []
  const rows: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(rows)) throw new Error(`${path} is no list of payloads.`)
  return rows.filter(isJsonObject)
}

const numberOf = (row: JsonObject, key: string): number => Number(row[key])
const objectOf = (row: JsonObject, key: string): JsonObject | undefined => {
  const value = row[key]
  return isJsonObject(value) ? value : undefined
}
/** Always a list: `flatMap` cannot tell an object with any keys from an array of results. */
const objectsAt = (row: JsonObject | undefined, key: string): JsonObject[] => {
  const value = row === undefined ? undefined : objectOf(row, key)
  return value === undefined ? [] : [value]
}
const listOf = (row: JsonObject, key: string): JsonObject[] => {
  const value = row[key]
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

/**
 * Seeds one repository with real payloads: issues.json (needed), events.json, pulls.json, milestones.json and
 * users.json. They are served verbatim until an edit touches them. Rows that contradict each other:
 * of two rows with one id the later wins; a milestone goes by its number, whatever repository its address names;
 * an event is served even when its issue is in no row; the repository takes its name from the issues.
 */
export const seedFromRecording = (world: World, folder: string): Repository => {
  const issues = new Map(readRows(folder, 'issues.json').map((row) => [numberOf(row, 'id'), row]))
  const [first] = issues.values()
  if (first === undefined) throw new Error(`${folder} holds no issues.json with at least one issue.`)
  const fullName = (textOf(first, 'repository_url') ?? '').split('/').slice(-2).join('/')
  const people = new Map<string, JsonObject>()
  for (const row of readRows(folder, 'users.json')) people.set(textOf(row, 'login') ?? '', row)
  const pulls = readRows(folder, 'pulls.json')
  const home = pulls.flatMap((pull) => objectsAt(objectOf(pull, 'base'), 'repo'))[0]
  const repository = addRepository(world, {
    fullName,
    ...(home === undefined ? {} : { id: numberOf(home, 'id'), nodeId: textOf(home, 'node_id') ?? '' }),
    createdAt: textOf(home, 'created_at') ?? textOf(first, 'created_at') ?? '2018-01-01T00:00:00Z',
  })
  const person = (value: JsonObject | undefined): string | null => {
    const login = value === undefined ? null : textOf(value, 'login')
    if (value === undefined || login === null) return null
    const payload = people.get(login) ?? value
    const known = world.accounts.get(login.toLowerCase())
    if (known?.recorded === undefined) {
      // The owner exists since the repository was made; its recorded profile replaces the bare one.
      if (known !== undefined) world.accounts.delete(login.toLowerCase())
      const type = textOf(payload, 'type')
      addAccount(world, {
        login,
        id: numberOf(payload, 'id'),
        nodeId: textOf(payload, 'node_id') ?? '',
        type: type === 'Bot' || type === 'Organization' ? type : 'User',
        name: textOf(payload, 'name'),
        email: textOf(payload, 'email'),
        recorded: payload,
      })
    }
    return login
  }
  for (const payload of people.values()) person(payload)
  person(objectsAt(home, 'owner')[0])
  for (const row of [
    ...readRows(folder, 'milestones.json'),
    ...[...issues.values()].flatMap((issue) => objectsAt(issue, 'milestone')),
  ])
    recordMilestone(world, { repository, row, person })
  for (const row of issues.values()) recordIssue(world, { repository, row, person })
  for (const row of readRows(folder, 'events.json').toSorted((a, b) => numberOf(a, 'id') - numberOf(b, 'id')))
    recordEventRow(world, { repository, row, person })
  for (const row of pulls) repository.recordedPulls.set(numberOf(row, 'number'), row)
  repository.nextNumber = Math.max(repository.nextNumber, ...pulls.map((row) => numberOf(row, 'number') + 1))
  return repository
}

interface RecordedRow {
  readonly repository: Repository
  readonly row: JsonObject
  readonly person: (value: JsonObject | undefined) => string | null
}

const recordMilestone = (world: World, { repository, row, person }: RecordedRow): void => {
  const number = numberOf(row, 'number')
  if (repository.milestones.has(number)) return
  const milestone = addMilestone(world, repository, {
    title: textOf(row, 'title') ?? '',
    id: numberOf(row, 'id'),
    nodeId: textOf(row, 'node_id') ?? '',
    number,
    description: textOf(row, 'description'),
    state: textOf(row, 'state') === 'closed' ? 'closed' : 'open',
    dueOn: textOf(row, 'due_on'),
    creator: person(objectOf(row, 'creator')) ?? repository.owner,
    createdAt: textOf(row, 'created_at') ?? repository.createdAt,
    recorded: row,
  })
  milestone.updatedAt = textOf(row, 'updated_at') ?? milestone.createdAt
  milestone.closedAt = textOf(row, 'closed_at')
}

const recordIssue = (world: World, { repository, row, person }: RecordedRow): void => {
  const labels = listOf(row, 'labels').map((label) => {
    const name = textOf(label, 'name') ?? ''
    const known = repository.labels.find((candidate) => candidate.name === name)
    const seed = {
      name,
      id: numberOf(label, 'id'),
      nodeId: textOf(label, 'node_id') ?? '',
      color: textOf(label, 'color') ?? 'ededed',
      description: textOf(label, 'description'),
      isDefault: label['default'] === true,
    }
    return (known ?? addLabel(world, repository, seed)).id
  })
  const assignees = listOf(row, 'assignees').flatMap((assignee) => person(assignee) ?? [])
  for (const login of assignees) if (!repository.assignees.includes(login)) repository.assignees.push(login)
  const pull = objectOf(row, 'pull_request')
  const number = numberOf(row, 'number')
  const issue: Issue = {
    id: numberOf(row, 'id'),
    nodeId: textOf(row, 'node_id') ?? '',
    number,
    repositoryId: repository.id,
    title: textOf(row, 'title') ?? '',
    body: textOf(row, 'body'),
    state: textOf(row, 'state') === 'closed' ? 'closed' : 'open',
    stateReason: textOf(row, 'state_reason') as StateReason | null,
    author: person(objectOf(row, 'user')),
    authorAssociation: textOf(row, 'author_association') ?? 'NONE',
    labels,
    assignees,
    milestone: numberOf(objectOf(row, 'milestone') ?? { number: -1 }, 'number'),
    type: null,
    locked: row['locked'] === true,
    lockReason: textOf(row, 'active_lock_reason'),
    comments: [],
    createdAt: textOf(row, 'created_at') ?? repository.createdAt,
    updatedAt: textOf(row, 'updated_at') ?? repository.createdAt,
    closedAt: textOf(row, 'closed_at'),
    closedBy: null,
    pull:
      pull === undefined
        ? null
        : {
            id: world.nextId('pull'),
            nodeId: textOf(row, 'node_id') ?? '',
            draft: row['draft'] === true,
            mergedAt: textOf(pull, 'merged_at'),
          },
    parent: null,
    subIssues: [],
    blockedBy: [],
    blocking: [],
    fieldValues: new Map(),
    events: [],
    hidden: false,
    recorded: row,
    touched: false,
    rendered: null,
  }
  if (issue.milestone === -1) issue.milestone = null
  repository.issues.set(number, issue)
  world.issues.set(issue.id, issue)
  repository.nextNumber = Math.max(repository.nextNumber, number + 1)
  repository.revision++
}

const recordEventRow = (world: World, { repository, row, person }: RecordedRow): void => {
  if (repository.events.some((event) => event.id === numberOf(row, 'id'))) return
  const issueNumber = numberOf(objectOf(row, 'issue') ?? { number: 0 }, 'number')
  const issue = repository.issues.get(issueNumber)
  const event: IssueEvent = {
    id: numberOf(row, 'id'),
    nodeId: textOf(row, 'node_id') ?? '',
    kind: textOf(row, 'event') ?? '',
    actor: person(objectOf(row, 'actor')),
    createdAt: textOf(row, 'created_at') ?? repository.createdAt,
    issueId: issue?.id ?? null,
    detail: {},
    recorded: row,
    recordedIssueNumber: issueNumber,
  }
  repository.events.push(event)
  issue?.events.push(event)
}
