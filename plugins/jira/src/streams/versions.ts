import { defineStream } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { platform } from '../edition.ts'
import { toMilestone } from '../map/milestone.ts'
import { projects } from '../projects.ts'
import { readList } from '../read-list.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'

/** The versions of projects. Each project has its own, so that they are gone when it is. */
export const versionStream = defineStream({
  config: Config,
  item: Element,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: projects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const { edition, id, key } = context.part.data
    const path = `${platform(edition)}/project/${id}/versions`
    yield* snapshotOf(await readList(jira(context), path, `The versions of ${key}`), context.cursor)
  },
  ref: ({ id }) => String(id),
  map: (element, { part }) => [toMilestone(element, part)],
})
