import { defineStream } from '@headless-pmo/sdk'
import { jira } from '../client.ts'
import { Config } from '../config.ts'
import { platform } from '../edition.ts'
import { toIssueType } from '../map/field-definitions.ts'
import { readList } from '../read-list.ts'
import { site } from '../site.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Element } from '../wire/element.ts'

/** The types of issues, with their level. */
export const issueTypeStream = defineStream({
  config: Config,
  item: Element,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: site,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const path = `${platform(context.part.data.edition)}/issuetype`
    yield* snapshotOf(await readList(jira(context), path, 'The types of issues'), context.cursor)
  },
  ref: ({ id }) => String(id),
  map: (element) => [toIssueType(element)],
})
