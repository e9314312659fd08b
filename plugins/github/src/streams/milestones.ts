import { defineStream } from '@headless-pmo/sdk'
import { github } from '../client.ts'
import { Config } from '../config.ts'
import { toMilestone } from '../map/milestone.ts'
import { readAll } from '../read-all.ts'
import { refusal } from '../refusal.ts'
import { repositories } from '../repositories.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../snapshot.ts'
import { Milestone } from '../wire/milestone.ts'

export const milestoneStream = defineStream({
  config: Config,
  item: Milestone,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: repositories,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const { owner, repo, fullName } = context.part.data
    const what = `The milestones of ${fullName}`
    const list = await readAll(github(context), {
      route: '/repos/{owner}/{repo}/milestones',
      parameters: { owner, repo, state: 'all' },
      what,
    })
    // 410: issues are switched off in this repository, so it has no milestones now; nothing is removed for it.
    if ('refused' in list) {
      if (list.refused.status !== 410) throw refusal(list.refused, what)
      context.log.warn(`${fullName}: issues are switched off; what was read before stays.`)
      return
    }
    yield* snapshotOf(list.elements, context.cursor)
  },
  ref: (milestone) => String(milestone.id),
  version: (milestone) => milestone.updated_at ?? '',
  map: (milestone, { part }) => [toMilestone(milestone, part)],
})
