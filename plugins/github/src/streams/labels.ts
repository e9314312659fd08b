import { defineStream } from '@headless-pmo/sdk'
import { github } from '../client.ts'
import { Config } from '../config.ts'
import { labelDefinition } from '../map/field-definitions.ts'
import { readAll } from '../read-all.ts'
import { refusal } from '../refusal.ts'
import { repositories } from '../repositories.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Label } from '../wire/label.ts'

export const labelStream = defineStream({
  config: Config,
  item: Label,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: repositories,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const { owner, repo, fullName } = context.part.data
    const what = `The labels of ${fullName}`
    const list = await readAll(github(context), {
      route: '/repos/{owner}/{repo}/labels',
      parameters: { owner, repo },
      what,
    })
    if ('refused' in list) throw refusal(list.refused, what)
    yield* snapshotOf(list.elements, context.cursor)
  },
  ref: (label) => String(label.id),
  map: (label, { part }) => [labelDefinition(label, part)],
})
