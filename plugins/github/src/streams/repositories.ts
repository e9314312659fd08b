import { defineStream, verbatim } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { toContainer } from '../map/container.ts'
import { repositories } from '../repositories.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Repository } from '../wire/repository.ts'

/** The repositories themselves. Listing the parts has read them already. */
export const repositoryStream = defineStream({
  config: Config,
  item: Repository,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: repositories,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read({ part, cursor }) {
    yield* snapshotOf([verbatim(part.data.text)], cursor)
  },
  ref: (repository) => String(repository.id),
  map: (repository) => [toContainer(repository)],
})
