import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { issueTypeDefinition } from '../map/field-definitions.ts'
import { owners } from '../owners.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { readOwned } from '../read-owned.ts'
import { IssueType } from '../wire/issue-type.ts'

export const issueTypeStream = defineStream({
  config: Config,
  item: IssueType,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: owners,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const elements = await readOwned(context, '/orgs/{org}/issue-types', 'issue types')
    if (elements !== undefined) yield* snapshotOf(elements, context.cursor)
  },
  ref: (type) => String(type.id),
  map: (type) => [issueTypeDefinition(type)],
})
