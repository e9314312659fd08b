import { defineStream } from '@headless-pmo/sdk'
import { readBoards } from '../boards.ts'
import { Config } from '../config.ts'
import { toBoard } from '../map/container.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'

/** Boards. One may show issues of many projects, so they are no parts of a project. */
export const boardStream = defineStream({
  config: Config,
  item: Element,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['baseUrl'],
  async *read(context) {
    if (!context.config.boards) return
    const boards = await readBoards(context)
    if (boards !== undefined) yield* snapshotOf(boards, context.cursor)
  },
  ref: ({ id }) => String(id),
  map: (board, { config }) => [toBoard(board, config.baseUrl)],
})
