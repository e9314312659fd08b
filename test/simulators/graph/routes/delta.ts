import { jsonReply, type Reply } from '../../common/http/reply.ts'
import { badQuery, failure } from '../http/failure.ts'
import type { GraphRequest } from '../http/request.ts'
import type { Entity } from '../odata/page.ts'
import { bucketEntity } from '../render/plan.ts'
import { taskDetailsEntity, taskEntity } from '../render/task.ts'
import type { ChangeEntry } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { type GraphRouter, readablePlan, type RouteContext } from './context.ts'

/**
 * The delta functions of the beta version: what changed in a plan since a token. A first request gives a link and
 * nothing else; what was last told may be told again; a token that is too old answers 410.
 */
export const addDeltaRoutes = (router: GraphRouter, { world, pageSize }: RouteContext): void => {
  const answer =
    (kinds: readonly ChangeEntry['what'][], type: string) =>
    (request: GraphRequest): Reply => {
      const plan = readablePlan(world, request.params['id_1'])
      if ('status' in plan) return plan
      const names = [...request.query.keys()]
      const strange = names.find((name) => name !== '$deltatoken' && name !== '$skiptoken')
      if (strange !== undefined) return badQuery(`The query option '${strange}' is not supported by delta.`)
      const token = request.query.get('$deltatoken') ?? request.query.get('$skiptoken')
      const link = (name: string, sequence: number): string =>
        `${request.root}${request.path}?%24${name}=${sequence}~${plan.id}`
      const context = { '@odata.context': `${request.root}/$metadata#Collection(${type})` }
      if (token === null)
        return jsonReply(200, {
          ...context,
          '@odata.nextLink': link('skiptoken', world.changes.length),
          value: [],
        })
      const [sequence, owner] = token.split('~')
      if (owner !== plan.id || !/^\d+$/.test(sequence ?? '')) return badQuery('The delta token is malformed.')
      const since = Number(sequence)
      if (since < world.oldestDelta)
        return failure(410, 'The sync state generation is not found; a full read is needed.')
      // What was told last is told again.
      const entries = world.changes
        .slice(Math.max(0, since - 1))
        .filter(({ planId, what }) => planId === plan.id && kinds.includes(what))
      const page = entries.slice(0, pageSize)
      const last = page.at(-1)
      const more = last !== undefined && entries.length > page.length
      return jsonReply(200, {
        ...context,
        ...(more
          ? { '@odata.nextLink': link('skiptoken', last.sequence + 1) }
          : { '@odata.deltaLink': link('deltatoken', world.changes.length) }),
        value: page.map((entry) => changed(world, entry)),
      })
    }
  router.add(
    'GET',
    '/planner/plans/{id_1}/tasks/delta',
    answer(['task', 'taskDetails'], 'microsoft.graph.plannerTask'),
  )
  router.add(
    'GET',
    '/planner/plans/{id_1}/buckets/delta',
    answer(['bucket'], 'microsoft.graph.plannerBucket'),
  )
}

const changed = (world: World, { what, id, planId }: ChangeEntry): Entity => {
  const removed = { id, '@removed': { reason: 'deleted' } }
  if (what === 'bucket') {
    const bucket = world.buckets.get(id)
    return bucket === undefined || bucket.deleted ? removed : bucketEntity(bucket)
  }
  const task = world.tasks.get(id)
  if (task === undefined || task.deleted || task.planId !== planId) return removed
  return what === 'task'
    ? taskEntity(task)
    : { '@odata.type': '#microsoft.graph.plannerTaskDetails', ...taskDetailsEntity(task) }
}
