import { defineStream, type RecordInput, type Stream } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { site } from '../site.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'
import { mustReadWords } from '../words.ts'

/** What a stream of the site's words is told apart by. */
interface Words {
  /** Which words, as {@link mustReadWords} calls them. */
  readonly of: Parameters<typeof mustReadWords>[2]
  readonly map: (element: Element) => RecordInput
}

/** A stream of words that a site defines for itself: all of them are read, and what is no longer there is gone. */
export const wordStream = ({ of, map }: Words): Stream =>
  defineStream({
    config: Config,
    item: Element,
    cursor: SnapshotCursor,
    start: SNAPSHOT_START,
    per: site,
    changes: 'snapshot',
    deletes: 'snapshot',
    mapVersion: 1,
    async *read(context) {
      const words = await mustReadWords(jira(context), context.part.data.edition, of)
      yield* snapshotOf(words, context.cursor)
    },
    ref: ({ id }) => String(id),
    map: (element) => [map(element)],
  })
