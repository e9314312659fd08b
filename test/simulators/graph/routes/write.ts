import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { jsonReply, type Reply } from '../../common/http/reply.ts'
import { failure } from '../http/failure.ts'
import type { GraphRequest } from '../http/request.ts'
import type { Entity } from '../odata/page.ts'
import { bucketEntity } from '../render/plan.ts'
import { decodedKey, taskDetailsEntity, taskEntity } from '../render/task.ts'
import { removeTask } from '../state/apply-edit.ts'
import { addBucket, addTask } from '../state/build.ts'
import { changeDetails, changeTask, propertiesOf, SOMEBODY } from '../state/change-task.ts'
import type { DetailsChange, TaskChange } from '../state/edit.ts'
import { EditError } from '../state/edit-error.ts'
import { etagOf, type VersionedKind, versionOf } from '../state/etag.ts'
import type { Versioned } from '../state/model.ts'
import { isWrittenHint } from '../state/order-hint.ts'
import { type GraphRouter, readablePlan, readableTask, type RouteContext } from './context.ts'

/** Writing, as far as its rules tell how Planner's versions work: ETags, conflicts, order hints, limits. */
export const addWriteRoutes = (router: GraphRouter, { world }: RouteContext): void => {
  const person = ({ caller }: GraphRequest): string => (caller.kind === 'user' ? caller.id : SOMEBODY)

  router.add('POST', '/planner/buckets', (request) =>
    refusing(() => {
      const body = bodyOf(request)
      const plan = readablePlan(world, textOf(body, 'planId'))
      if ('status' in plan) return plan
      return jsonReply(
        201,
        bucketEntity(addBucket(world, { plan: plan.id, name: textOf(body, 'name') ?? '' })),
      )
    }),
  )
  router.add('POST', '/planner/tasks', (request) =>
    refusing(() => {
      const body = bodyOf(request)
      const plan = readablePlan(world, textOf(body, 'planId'))
      if ('status' in plan) return plan
      const title = textOf(body, 'title')
      if (title === undefined) throw new EditError(400, 'A task needs a title.')
      const bucket = textOf(body, 'bucketId')
      const task = addTask(world, {
        plan: plan.id,
        title,
        by: person(request),
        ...(bucket === undefined ? {} : { bucket }),
      })
      const { title: _title, bucketId: _bucket, planId: _plan, ...rest } = body
      if (Object.keys(rest).length > 0) changeTask(world, task, taskChange(rest), person(request))
      return jsonReply(201, taskEntity(task))
    }),
  )
  router.add('PATCH', '/planner/tasks/{id_1}', (request) =>
    refusing(() => {
      const task = readableTask(world, request.params['id_1'])
      if ('status' in task) return task
      const set = taskChange(bodyOf(request))
      holdVersion(request, { kind: 'Task', resource: task, set, open: ['assignments', 'appliedCategories'] })
      changeTask(world, task, set, person(request))
      return written(request, taskEntity(task), etagOf('Task', task.version))
    }),
  )
  router.add('PATCH', '/planner/tasks/{id_1}/details', (request) =>
    refusing(() => {
      const task = readableTask(world, request.params['id_1'])
      if ('status' in task) return task
      const set = detailsChange(bodyOf(request))
      holdVersion(request, {
        kind: 'TaskDetails',
        resource: task.details,
        set,
        open: ['checklist', 'references'],
      })
      changeDetails(world, task, set, person(request))
      return written(request, taskDetailsEntity(task), etagOf('TaskDetails', task.details.version))
    }),
  )
  router.add('DELETE', '/planner/tasks/{id_1}', (request) =>
    refusing(() => {
      const task = readableTask(world, request.params['id_1'])
      if ('status' in task) return task
      holdVersion(request, { kind: 'Task', resource: task, set: {}, open: [] })
      removeTask(world, task)
      return { status: 204, headers: {}, body: null }
    }),
  )
}

/** An edit that Planner refuses becomes its reply. */
const refusing = (write: () => Reply): Reply => {
  try {
    return write()
  } catch (error) {
    if (error instanceof EditError) return failure(error.status, error.message, error.code)
    throw error
  }
}

/** The changed object where it is asked for, else nothing. */
const written = ({ headers }: GraphRequest, entity: Entity, etag: string): Reply =>
  (headers.get('prefer') ?? '').includes('return=representation')
    ? jsonReply(200, entity, { etag })
    : { status: 204, headers: { etag }, body: null }

interface VersionCheck {
  readonly kind: VersionedKind
  readonly resource: Versioned
  readonly set: object
  readonly open: readonly string[]
}

/**
 * An older version may be written on, as long as nobody changed the same properties since.
 * @throws EditError 412 without an ETag of this very resource, 409 on a conflict
 */
const holdVersion = ({ headers }: GraphRequest, { kind, resource, set, open }: VersionCheck): void => {
  const known = headers.get('if-match')
  const version = known === undefined ? undefined : versionOf(kind, known)
  if (version === undefined || version > resource.version)
    throw new EditError(412, 'The If-Match header contains an invalid value.')
  const conflict = propertiesOf(set, open).find((name) => (resource.changedAt.get(name) ?? 0) > version)
  if (conflict !== undefined)
    throw new EditError(
      409,
      `The attempted change of ${conflict} conflicts with one that was accepted already. Read the latest version.`,
    )
}

const bodyOf = ({ body }: GraphRequest): JsonObject => {
  if (!isJsonObject(body)) throw new EditError(400, 'The body must be a JSON object.')
  return body
}

const textOf = (body: JsonObject, name: string): string | undefined => {
  const value = body[name]
  return typeof value === 'string' ? value : undefined
}

const TASK_WRITES = [
  'title',
  'bucketId',
  'percentComplete',
  'priority',
  'startDateTime',
  'dueDateTime',
  'orderHint',
  'assignments',
  'appliedCategories',
]

const taskChange = (body: JsonObject): TaskChange => {
  const strange = Object.keys(body).find((name) => !TASK_WRITES.includes(name))
  if (strange !== undefined) throw new EditError(400, `The property ${strange} of a task cannot be written.`)
  const hints = [body['orderHint'], ...Object.values(openOf(body, 'assignments', 'plannerAssignment'))].map(
    (value) => (isJsonObject(value) ? value['orderHint'] : value),
  )
  for (const hint of hints)
    if (typeof hint === 'string' && !isWrittenHint(hint))
      throw new EditError(400, 'The order hint is not in the form in which clients write it.')
  const assignments = Object.entries(openOf(body, 'assignments', 'plannerAssignment')).map(
    ([id, value]) => [id, value !== null] as const,
  )
  const categories = isJsonObject(body['appliedCategories'])
    ? Object.entries(body['appliedCategories']).filter(([name]) => !name.startsWith('@'))
    : []
  // Named and checked above: the rest of the body is what a task's properties are.
  return {
    ...body,
    assignments: Object.fromEntries(assignments),
    appliedCategories: Object.fromEntries(categories.map(([name, on]) => [name, on === true])),
  }
}

const detailsChange = (body: JsonObject): DetailsChange => {
  const strange = Object.keys(body).find(
    (name) => !['description', 'checklist', 'references', 'previewType'].includes(name),
  )
  if (strange !== undefined)
    throw new EditError(400, `The property ${strange} of a task's details cannot be written.`)
  const checklist = openOf(body, 'checklist', 'plannerChecklistItem')
  const references = openOf(body, 'references', 'plannerExternalReference')
  const description = textOf(body, 'description')
  for (const item of Object.values(checklist)) {
    const hint = isJsonObject(item) ? item['orderHint'] : undefined
    if (typeof hint === 'string' && !isWrittenHint(hint))
      throw new EditError(400, 'The order hint is not in the form in which clients write it.')
  }
  // As above.
  return {
    ...(description === undefined ? {} : { description }),
    checklist,
    references: Object.fromEntries(Object.entries(references).map(([key, one]) => [decodedKey(key), one])),
  } as DetailsChange
}

/** Values of an open type: each names its type, or is null to be removed. */
const openOf = (body: JsonObject, name: string, type: string): JsonObject => {
  const value = body[name]
  if (value === undefined) return {}
  if (!isJsonObject(value)) throw new EditError(400, `The property ${name} must be an object.`)
  for (const one of Object.values(value)) {
    if (one === null) continue
    const said = isJsonObject(one) ? one['@odata.type'] : undefined
    if (said !== `#microsoft.graph.${type}` && said !== `microsoft.graph.${type}`)
      throw new EditError(400, `Values of ${name} must name their type in @odata.type.`)
  }
  return value
}
