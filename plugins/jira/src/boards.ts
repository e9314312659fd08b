import type { ConnectorContext, Verbatim } from '@headless-pmo/sdk'
import { jira, type Client } from './client.ts'
import type { Config } from './config.ts'
import { idOf } from './element.ts'
import { readAll } from './read-all.ts'
import { refusal } from './refusal.ts'

const BOARDS = '/rest/agile/1.0/board'

/**
 * The boards of the connected projects, each once; undefined where Jira Software is not there or not shown, which
 * a warning says: then what was read before stays.
 */
export async function readBoards(
  context: ConnectorContext<Config>,
  client: Client = jira(context),
): Promise<readonly Verbatim[] | undefined> {
  const boards = new Map<string, Verbatim>()
  for (const project of context.config.projects ?? [undefined]) {
    const what = project === undefined ? 'The boards' : `The boards of ${project}`
    const list = await readAll(client, {
      path: BOARDS,
      ...(project === undefined ? {} : { query: { projectKeyOrId: project } }),
      what,
      pageSize: 50,
      at: 'values',
    })
    if ('refused' in list) {
      const error = refusal(list.refused, what)
      if (![400, 403, 404].includes(list.refused.status)) throw error
      context.log.warn(`${error.message} Boards and sprints are left as they were.`)
      return undefined
    }
    for (const board of list.elements) boards.set(idOf(board.value) ?? board.text, board)
  }
  return [...boards.values()]
}

/** The sprints of boards, each once; a board without sprints answers 400 and is passed over. */
export async function readSprints(client: Client, boards: readonly Verbatim[]): Promise<readonly Verbatim[]> {
  const sprints = new Map<string, Verbatim>()
  for (const board of boards) {
    const id = idOf(board.value)
    if (id === undefined) continue
    const what = `The sprints of board ${id}`
    const list = await readAll(client, { path: `${BOARDS}/${id}/sprint`, what, pageSize: 50, at: 'values' })
    // 400: a kanban board. 404: it has gone since the boards were listed.
    if ('refused' in list && ![400, 404].includes(list.refused.status)) throw refusal(list.refused, what)
    if ('elements' in list)
      for (const sprint of list.elements) sprints.set(idOf(sprint.value) ?? sprint.text, sprint)
  }
  return [...sprints.values()]
}
