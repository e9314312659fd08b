import { defineStream, verbatim } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../../graph/snapshot.ts'
import { mapServerProject } from '../map/project.ts'
import { serverProjects } from '../parts.ts'
import { idIn, stampIn } from '../value.ts'
import { Row } from '../wire/items.ts'

/** The projects themselves. Listing the parts has read them already. */
export const projectStream = defineStream({
  config: Config,
  item: Row,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: serverProjects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['timeZone', 'currency', 'server'],
  async *read({ part, cursor }) {
    yield* snapshotOf([verbatim(part.data.text)], cursor)
  },
  ref: (row) => idIn(row, 'Id') ?? '',
  version: (row) => stampIn(row, 'LastPublishedDate'),
  map: (row, { config }) => mapServerProject(row, config, config.server?.url),
})
