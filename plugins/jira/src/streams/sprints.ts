import { defineStream } from '@headless-pmo/sdk'
import { readBoards, readSprints } from '../boards.ts'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { member } from '../map/json.ts'
import { toIteration } from '../map/iteration.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'

/** Sprints: of every state, since history names closed ones, too. */
export const sprintStream = defineStream({
  config: Config,
  item: Element,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    if (!context.config.boards) return
    const client = jira(context)
    const boards = await readBoards(context, client)
    if (boards === undefined) return
    const withSprints = boards.filter(({ value }) => member(value, 'type') !== 'kanban')
    yield* snapshotOf(await readSprints(client, withSprints), context.cursor)
  },
  ref: ({ id }) => String(id),
  map: (sprint) => [toIteration(sprint)],
})
