import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../../graph/snapshot.ts'
import { readList } from '../client.ts'
import { fieldsAddress } from '../fields.ts'
import { mapServerField } from '../map/field.ts'
import { textIn } from '../value.ts'
import { Row } from '../wire/items.ts'

/** The enterprise custom fields with their lookup tables. */
export const fieldStream = defineStream({
  config: Config,
  item: Row,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const { server } = context.config
    if (server === undefined) return
    const rows = await readList(context, fieldsAddress(server.url), 'The enterprise custom fields')
    yield* snapshotOf(
      rows.filter(({ value }) => textIn(value, 'InternalName') !== undefined),
      context.cursor,
    )
  },
  ref: (row) => textIn(row, 'InternalName') ?? '',
  map: (row) => mapServerField(row),
})
