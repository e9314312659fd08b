import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { itemRef, toPlacement } from '../map/placement.ts'
import { projects } from '../projects.ts'
import { readProjectItems } from '../read-project-items.ts'
import { refreshProjectItems } from '../refresh-project-items.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { property } from '../element.ts'
import { PlacedItem } from '../wire/project.ts'

/**
 * What stands in GitHub Projects. An item's values change without a change of the issue behind it, and no
 * list can be asked for what changed: so it is read whole.
 */
export const projectItemStream = defineStream({
  config: Config,
  item: PlacedItem,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: projects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['repositories', 'organization'],
  async *read(context) {
    const { items, hidden } = await readProjectItems(context)
    const redacted = items.filter(({ value }) => property(property(value, 'item'), 'type') === 'REDACTED')
    const count = hidden + redacted.length
    if (count > 0)
      context.log.warn(`${count} items of ${context.part.title} are hidden from the token and left out.`)
    yield* snapshotOf(items, context.cursor)
  },
  readItems: (context) => refreshProjectItems(context),
  ref: ({ item }) => itemRef(item),
  map: (item, { config, part }) => toPlacement(item, part, config),
})
