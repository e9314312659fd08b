import { failure, forbidden, notFound } from '../http/failure.ts'
import { directoryFilter } from '../odata/filter.ts'
import { collection, single } from '../odata/page.ts'
import { PLAN_PROPERTIES, planEntity } from '../render/plan.ts'
import {
  GROUP_PROPERTIES,
  groupEntity,
  memberEntity,
  PERSON_PROPERTIES,
  personEntity,
} from '../render/directory.ts'
import type { Group, Person } from '../state/model.ts'
import { plansOf } from '../state/world.ts'
import type { GraphRouter, RouteContext } from './context.ts'

/** Largest `$top` of the directory. */
const MOST = 999

export const addDirectoryRoutes = (router: GraphRouter, { world, pageSize }: RouteContext): void => {
  const group = (id: string | undefined): Group | undefined => world.groups.get(id ?? '')
  const person = (id: string | undefined): Person | undefined => {
    const found = [...world.people.values()].find(
      (one) => one.id === id || one.userPrincipalName.toLowerCase() === id?.toLowerCase(),
    )
    return found?.deleted === true ? undefined : found
  }
  const missing = (id: string | undefined) =>
    failure(
      404,
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      'Request_ResourceNotFound',
    )

  router.add('GET', '/groups', (request) =>
    collection(request, [...world.groups.values()].map(groupEntity), {
      type: 'group',
      context: 'groups',
      select: GROUP_PROPERTIES,
      top: MOST,
      pageSize,
      filter: directoryFilter,
    }),
  )
  router.add('GET', '/groups/{id}', (request) => {
    const found = group(request.params['id'])
    return found === undefined
      ? missing(request.params['id'])
      : single(request, groupEntity(found), { type: 'group', context: 'groups', select: GROUP_PROPERTIES })
  })
  router.add('GET', '/groups/{id}/members', (request) => {
    const found = group(request.params['id'])
    if (found === undefined) return missing(request.params['id'])
    const people = found.members.flatMap((id) => person(id) ?? [])
    return collection(
      request,
      people.map((one) => ({ '@odata.type': '#microsoft.graph.user', ...memberEntity(one) })),
      {
        type: 'directoryObject',
        context: 'directoryObjects',
        select: ['id', 'deletedDateTime'],
        top: MOST,
        pageSize,
      },
    )
  })
  router.add('GET', '/groups/{id}/planner/plans', (request) => {
    const found = group(request.params['id'])
    if (found === undefined) return notFound()
    if (found.hidden) return forbidden()
    const plans = plansOf(world, found.id).filter(({ hidden }) => !hidden)
    return collection(
      request,
      plans.map((plan) => planEntity(plan, request.root)),
      {
        type: 'plannerPlan',
        context: 'Collection(microsoft.graph.plannerPlan)',
        select: PLAN_PROPERTIES,
        pageSize,
      },
    )
  })
  router.add('GET', '/users', (request) =>
    collection(
      request,
      [...world.people.values()]
        .filter(({ deleted }) => !deleted)
        .map(request.query.has('$select') ? personEntity : memberEntity),
      {
        type: 'user',
        context: 'users',
        select: PERSON_PROPERTIES,
        top: MOST,
        pageSize,
        filter: directoryFilter,
      },
    ),
  )
  router.add('GET', '/users/{id}', (request) => {
    const found = person(request.params['id'])
    if (found === undefined) return missing(request.params['id'])
    const entity = request.query.has('$select') ? personEntity(found) : memberEntity(found)
    return single(request, entity, { type: 'user', context: 'users', select: PERSON_PROPERTIES })
  })
  router.add('GET', '/me', (request) => {
    if (request.caller.kind === 'app')
      return failure(400, '/me request is only valid with delegated authentication flow.', 'BadRequest')
    const found = person(request.caller.id)
    if (found === undefined) return missing(request.caller.id)
    const entity = request.query.has('$select') ? personEntity(found) : memberEntity(found)
    return single(request, entity, { type: 'user', context: 'users', select: PERSON_PROPERTIES })
  })
}
