import { defineStream } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { toResolution } from '../map/field-definitions.ts'
import { site } from '../site.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'
import { mustReadWords } from '../words.ts'

/** Why issues ended, in the words of the site. */
export const resolutionStream = defineStream({
  config: Config,
  item: Element,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: site,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const words = await mustReadWords(jira(context), context.part.data.edition, 'resolution')
    yield* snapshotOf(words, context.cursor)
  },
  ref: ({ id }) => String(id),
  map: (element) => [toResolution(element)],
})
