import type { GraphRequest } from '../http/request.ts'
import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { forbidden, notFound } from '../http/failure.ts'
import { isPlannerId } from '../state/ids.ts'
import type { Plan, Task } from '../state/model.ts'
import { planOf, type World } from '../state/world.ts'

export interface RouteContext {
  readonly world: World
  /** Most elements in one reply. */
  readonly pageSize: number
}

export type GraphRouter = Router<GraphRequest>

/** A plan that the caller may read, or the reply that says why not. */
export const readablePlan = (world: World, id: string | undefined): Plan | Reply => {
  if (id === undefined || !isPlannerId(id)) return notFound()
  const plan = planOf(world, id)
  if (plan === undefined) return notFound()
  return plan.hidden || world.groups.get(plan.groupId)?.hidden === true ? forbidden() : plan
}

/** A task that the caller may read, or the reply that says why not. */
export const readableTask = (world: World, id: string | undefined): Task | Reply => {
  const task = id === undefined ? undefined : world.tasks.get(id)
  if (task === undefined || task.deleted) return notFound()
  const plan = readablePlan(world, task.planId)
  return 'status' in plan ? plan : task
}
