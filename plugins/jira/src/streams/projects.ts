import { defineStream, verbatim } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { toContainer } from '../map/container.ts'
import { projects } from '../projects.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Project } from '../wire/project.ts'

/** The projects themselves. Listing the parts has read them already. */
export const projectStream = defineStream({
  config: Config,
  item: Project,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: projects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['baseUrl'],
  async *read({ part, cursor }) {
    yield* snapshotOf([verbatim(part.data.text)], cursor)
  },
  ref: ({ id }) => String(id),
  map: (project, { config }) => [toContainer(project, config.baseUrl)],
})
