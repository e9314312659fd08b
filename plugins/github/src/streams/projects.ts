import { defineStream, verbatim } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { toProjectRecords } from '../map/project.ts'
import { projectKey } from '../project-key.ts'
import { projects } from '../projects.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { WholeProject } from '../wire/project.ts'

/** GitHub Projects with their fields and iterations. Listing the parts has read them already. */
export const projectStream = defineStream({
  config: Config,
  item: WholeProject,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: projects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read({ part, cursor }) {
    yield* snapshotOf([verbatim(part.data.text)], cursor)
  },
  ref: ({ project }) => projectKey(project),
  map: (project) => toProjectRecords(project),
})
