import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import { accountRef } from './account.ts'
import { member, path, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

/** A project as the container of its issues; one in the trash counts as archived. `site`: see `IssueContext`. */
export function toContainer(project: JsonObject, site: string): RecordInput {
  const key = textOf(project['key'])
  const lead = accountRef(project['lead'])
  const description = toMarkdown(project['description'])
  return {
    kind: 'container',
    ref: required(project, 'id'),
    name: textOf(project['name']) ?? key ?? required(project, 'id'),
    nativeType: 'project',
    archived: project['archived'] === true || project['deleted'] === true,
    ...(key !== undefined && { key, url: `${site}/browse/${key}` }),
    ...(lead !== undefined && { lead }),
    ...(description !== undefined && { description }),
  }
}

/** Ref of a board's container: boards and projects are numbered apart. */
export function boardRef(board: string): string {
  return `board:${board}`
}

/** A board as a container of its own: where sprints are at home. `site`: see `IssueContext`. */
export function toBoard(board: JsonObject, site: string): RecordInput {
  const id = required(board, 'id')
  const project = textOf(path(board, 'location', 'projectKey'))
  return {
    kind: 'container',
    ref: boardRef(id),
    name: textOf(board['name']) ?? id,
    nativeType: `${textOf(board['type']) ?? 'unknown'} board`,
    archived: false,
    url: `${site}/secure/RapidBoard.jspa?rapidView=${encodeURIComponent(id)}`,
    ...(project !== undefined &&
      member(board, 'isPrivate') !== true && { description: `Board of ${project}` }),
  }
}
