import type { Reply } from '../../common/http/reply.ts'
import { notFound } from '../http/failure.ts'
import type { GraphRequest } from '../http/request.ts'
import { collection, type Entity, single } from '../odata/page.ts'
import {
  BUCKET_PROPERTIES,
  bucketEntity,
  PLAN_DETAILS_PROPERTIES,
  PLAN_PROPERTIES,
  planDetailsEntity,
  planEntity,
} from '../render/plan.ts'
import { TASK_DETAILS_PROPERTIES, TASK_PROPERTIES, taskDetailsEntity, taskEntity } from '../render/task.ts'
import type { Plan, Task } from '../state/model.ts'
import { bucketsOf, tasksOf } from '../state/world.ts'
import { type GraphRouter, readablePlan, readableTask, type RouteContext } from './context.ts'

/** What of Planner can be read in v1.0. */
export const addPlannerRoutes = (router: GraphRouter, { world, pageSize }: RouteContext): void => {
  const ofPlan =
    (answer: (request: GraphRequest, plan: Plan) => Reply) =>
    (request: GraphRequest): Reply => {
      const plan = readablePlan(world, request.params['id_1'])
      return 'status' in plan ? plan : answer(request, plan)
    }
  const ofTask =
    (answer: (request: GraphRequest, task: Task) => Reply) =>
    (request: GraphRequest): Reply => {
      const task = readableTask(world, request.params['id_1'])
      return 'status' in task ? task : answer(request, task)
    }
  const tasks = (request: GraphRequest, found: readonly Entity[], context: string): Reply =>
    collection(request, found, { type: 'plannerTask', context, select: TASK_PROPERTIES, pageSize })

  router.add(
    'GET',
    '/planner/plans/{id_1}',
    ofPlan((request, plan) =>
      single(request, planEntity(plan, request.root), {
        type: 'plannerPlan',
        context: 'planner/plans',
        select: PLAN_PROPERTIES,
      }),
    ),
  )
  router.add(
    'GET',
    '/planner/plans/{id_1}/details',
    ofPlan((request, plan) =>
      single(request, planDetailsEntity(plan), {
        type: 'plannerPlanDetails',
        context: `planner/plans('${plan.id}')/details`,
        select: PLAN_DETAILS_PROPERTIES,
      }),
    ),
  )
  router.add(
    'GET',
    '/planner/plans/{id_1}/buckets',
    ofPlan((request, plan) =>
      collection(request, bucketsOf(world, plan.id).map(bucketEntity), {
        type: 'plannerBucket',
        context: `planner/plans('${plan.id}')/buckets`,
        select: BUCKET_PROPERTIES,
        pageSize,
      }),
    ),
  )
  router.add(
    'GET',
    '/planner/plans/{id_1}/tasks',
    ofPlan((request, plan) =>
      tasks(request, tasksOf(world, plan.id).map(taskEntity), `planner/plans('${plan.id}')/tasks`),
    ),
  )
  router.add('GET', '/planner/buckets/{id_1}', (request) => {
    const bucket = world.buckets.get(request.params['id_1'] ?? '')
    if (bucket === undefined || bucket.deleted) return notFound()
    const plan = readablePlan(world, bucket.planId)
    if ('status' in plan) return plan
    return single(request, bucketEntity(bucket), {
      type: 'plannerBucket',
      context: 'planner/buckets',
      select: BUCKET_PROPERTIES,
    })
  })
  router.add(
    'GET',
    '/planner/tasks/{id_1}',
    ofTask((request, task) =>
      single(request, taskEntity(task), {
        type: 'plannerTask',
        context: 'planner/tasks',
        select: TASK_PROPERTIES,
      }),
    ),
  )
  router.add(
    'GET',
    '/planner/tasks/{id_1}/details',
    ofTask((request, task) =>
      single(request, taskDetailsEntity(task), {
        type: 'plannerTaskDetails',
        context: `planner/tasks('${task.id}')/details`,
        select: TASK_DETAILS_PROPERTIES,
      }),
    ),
  )
}
