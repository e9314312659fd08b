import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { issueFieldDefinition } from '../map/field-definitions.ts'
import { owners } from '../owners.ts'
import { readOwned } from '../read-owned.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { IssueField } from '../wire/issue-field.ts'

export const issueFieldStream = defineStream({
  config: Config,
  item: IssueField,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: owners,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const elements = await readOwned(context, '/orgs/{org}/issue-fields', 'issue fields')
    if (elements !== undefined) yield* snapshotOf(elements, context.cursor)
  },
  ref: (field) => String(field.id),
  map: (field) => [issueFieldDefinition(field)],
})
