import { defineStream, verbatim, verbatimObject } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { graphOf } from '../graph/client.ts'
import { listOf } from '../graph/element.ts'
import { fingerprint } from '../graph/fingerprint.ts'
import { property } from '../graph/property.ts'
import { refusal } from '../graph/refusal.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../graph/snapshot.ts'
import { groups, planPath } from './groups.ts'
import { toBucket } from './map/bucket.ts'
import { toPlanRecords } from './map/plan.ts'
import { toAccount } from './map/person.ts'
import { peopleOf } from './people.ts'
import { plans } from './plans.ts'
import { Person } from './wire/person.ts'
import { Bucket, PlanItem } from './wire/plan.ts'

/** The plans with their categories. */
export const planStream = defineStream({
  config: Config,
  item: PlanItem,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: plans,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read({ part, cursor }) {
    const { text, details } = part.data
    yield* snapshotOf([verbatimObject({ plan: verbatim(text), details: verbatim(details) })], cursor)
  },
  ref: ({ plan }) => plan.id,
  map: (item) => toPlanRecords(item),
})

/** The columns of the plans' boards. */
export const bucketStream = defineStream({
  config: Config,
  item: Bucket,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: plans,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const graph = graphOf(context)
    const { id, title } = context.part.data
    const first = await graph.get(`${planPath(id)}/buckets`)
    yield* snapshotOf(await listOf(graph, first, `The buckets of ${title}`), context.cursor)
  },
  ref: ({ id }) => id,
  map: (bucket) => [toBucket(bucket)],
})

/**
 * The members of the groups. People who are named on tasks and belong to none come along with these; therefore
 * nobody is ever removed here.
 */
export const userStream = defineStream({
  config: Config,
  item: Person,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  per: groups,
  changes: 'snapshot',
  deletes: 'none',
  mapVersion: 1,
  async *read(context) {
    const graph = graphOf(context)
    const what = `The members of the group ${context.part.title}`
    const first = await graph.get(`/groups/${encodeURIComponent(context.part.data.group)}/members?$top=999`)
    if (first.status === 403 || first.status === 404) {
      // Plans can be read without the right to see who is in a group.
      context.log.warn(refusal(first, what).message)
      return
    }
    const members = await listOf(graph, first, what)
    const print = fingerprint(members.map(({ text }) => text).join('\n'))
    if (print === context.cursor.print) return
    const people = await peopleOf(
      graph,
      members.flatMap(({ value }) => personId(value) ?? []),
    )
    yield context.page({ items: people, cursor: { print } })
  },
  ref: ({ id }) => id,
  map: (person) => [toAccount(person)],
})

/** Groups hold devices, apps and other groups, too. */
function personId(member: unknown): string | undefined {
  const [id, type] = [property(member, 'id'), property(member, '@odata.type')]
  const isPerson = type === undefined || type === '#microsoft.graph.user'
  return isPerson && typeof id === 'string' && id !== '' ? id : undefined
}
