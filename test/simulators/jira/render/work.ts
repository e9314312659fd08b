import type { JsonObject } from '../../common/json.ts'
import { jiraDuration, jiraInstant } from '../state/dates.ts'
import type { HistoryItem, JiraHistory, JiraIssue, JiraWorklog } from '../state/model.ts'
import { textOf } from './text.ts'
import type { World } from '../state/world.ts'
import { apiRoot } from './api-root.ts'
import { renderPerson } from './user.ts'

/** How many worklogs an issue shows by itself; the rest is at an address of its own. */
const SHOWN_WORKLOGS = 20

export const renderWorklog = (world: World, worklog: JiraWorklog, zone = 'UTC'): JsonObject => {
  const author = renderPerson(world, worklog.author)
  const comment = textOf(world, worklog.comment)
  return {
    self: `${apiRoot(world)}/issue/${worklog.issueId}/worklog/${worklog.id}`,
    ...(author === null ? {} : { author, updateAuthor: author }),
    ...(comment === null ? {} : { comment }),
    created: jiraInstant(worklog.createdAt, zone),
    updated: jiraInstant(worklog.updatedAt, zone),
    started: jiraInstant(worklog.startedAt, zone),
    timeSpent: jiraDuration(worklog.seconds),
    timeSpentSeconds: worklog.seconds,
    id: worklog.id,
    issueId: worklog.issueId,
  }
}

export const liveWorklogs = (issue: JiraIssue): JiraWorklog[] =>
  issue.worklogs.filter(({ deletedAt }) => deletedAt === null)

export const renderWorklogs = (world: World, issue: JiraIssue, zone: string): JsonObject => {
  const live = liveWorklogs(issue)
  return {
    startAt: 0,
    maxResults: SHOWN_WORKLOGS,
    total: live.length,
    worklogs: live.slice(0, SHOWN_WORKLOGS).map((worklog) => renderWorklog(world, worklog, zone)),
  }
}

export const renderComments = (world: World, issue: JiraIssue, zone: string): JsonObject => ({
  comments: issue.comments.map((comment) => {
    const author = renderPerson(world, comment.author)
    return {
      self: `${apiRoot(world)}/issue/${issue.id}/comment/${comment.id}`,
      id: comment.id,
      ...(author === null ? {} : { author, updateAuthor: author }),
      body: textOf(world, comment.body),
      created: jiraInstant(comment.createdAt, zone),
      updated: jiraInstant(comment.updatedAt, zone),
      ...(world.edition === 'cloud' ? { jsdPublic: true } : {}),
    }
  }),
  maxResults: issue.comments.length,
  total: issue.comments.length,
  startAt: 0,
})

/** Data Center names no field id. */
const renderItem = (world: World, item: HistoryItem): JsonObject => ({
  field: item.field,
  fieldtype: item.fieldtype,
  ...(item.fieldId === '' || world.edition !== 'cloud' ? {} : { fieldId: item.fieldId }),
  from: item.from,
  fromString: item.fromString,
  to: item.to,
  toString: item.toString,
})

export const renderHistory = (world: World, history: JiraHistory, zone: string): JsonObject => {
  const author = renderPerson(world, history.author)
  return {
    id: history.id,
    ...(author === null ? {} : { author }),
    created: jiraInstant(history.at, zone),
    items: history.items.map((item) => renderItem(world, item)),
  }
}

interface Known {
  readonly revision: number
  readonly texts: Map<string, string>
}

const authors = new WeakMap<World, Known>()

const authorText = (world: World, login: string): string => {
  const held = authors.get(world)
  const known = held?.revision === world.revision ? held : { revision: world.revision, texts: new Map() }
  if (known !== held) authors.set(world, known)
  const text = known.texts.get(login)
  if (text !== undefined) return text
  const author = renderPerson(world, login)
  const made = author === null ? '' : `"author":${JSON.stringify(author)},`
  known.texts.set(login, made)
  return made
}

/** The JSON of {@link renderHistory}, made from parts that many entries share. */
export const historyText = (world: World, history: JiraHistory, zone: string): string => {
  const author = history.author === null ? '' : authorText(world, history.author)
  const items = JSON.stringify(history.items.map((item) => renderItem(world, item)))
  return `{"id":${JSON.stringify(history.id)},${author}"created":"${jiraInstant(history.at, zone)}","items":${items}}`
}
