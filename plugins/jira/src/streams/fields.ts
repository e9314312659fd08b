import { defineStream } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { platform } from '../edition.ts'
import { toFieldDefinition } from '../map/field-definition.ts'
import { readList } from '../read-list.ts'
import { site } from '../site.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Field } from '../wire/field.ts'

/** The fields of the site, system and custom ones. */
export const fieldStream = defineStream({
  config: Config,
  item: Field,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: site,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['fields'],
  async *read(context) {
    const path = `${platform(context.part.data.edition)}/field`
    yield* snapshotOf(await readList(jira(context), path, 'The fields of the site'), context.cursor)
  },
  ref: ({ id }) => id,
  map: (field, { config }) => [toFieldDefinition(field, config.fields)],
})
