import { EditError } from './edit-error.ts'
import type { DetailsChange, TaskChange } from './edit.ts'
import { holdLimit } from './limits.ts'
import type { Task } from './model.ts'
import { servedHint } from './order-hint.ts'
import { bump, noteChange, type World } from './world.ts'

/** Who acts, where an edit does not say. */
export const SOMEBODY = '00000000-0000-4000-8000-000000000000'

/** @throws EditError when Planner would refuse the change */
export const changeTask = (world: World, task: Task, set: TaskChange, by = SOMEBODY): void => {
  const now = world.clock.now()
  const start = set.startDateTime === undefined ? task.startDateTime : set.startDateTime
  const due = set.dueDateTime === undefined ? task.dueDateTime : set.dueDateTime
  if (start !== null && due !== null && Date.parse(start) > Date.parse(due))
    throw new EditError(400, 'The start date of a task must not be later than its due date.')
  if (set.bucketId !== undefined && world.buckets.get(set.bucketId)?.planId !== task.planId)
    throw new EditError(400, 'The bucket is not in the plan of the task.')
  const assigned = Object.entries(set.assignments ?? {})
  const more = assigned.filter(([id, on]) => on && !task.assignments.has(id)).length
  holdLimit(world.limits, 'MaximumAssigneesInTasks', task.assignments.size + more)

  if (set.title !== undefined) task.title = set.title
  if (set.bucketId !== undefined) task.bucketId = set.bucketId
  if (set.priority !== undefined) task.priority = set.priority
  if (set.extra !== undefined) task.extra = set.extra
  if (set.orderHint !== undefined) task.orderHint = servedHint(world.hints++)
  if (set.percentComplete !== undefined) {
    const done = set.percentComplete === 100
    if (done !== (task.percentComplete === 100)) {
      task.completedAt = done ? now : null
      task.completedBy = done ? by : null
    }
    task.percentComplete = set.percentComplete
  }
  task.startDateTime = start
  task.dueDateTime = due
  for (const [id, on] of assigned) {
    if (on)
      task.assignments.set(id, { assignedBy: by, assignedAt: now, orderHint: servedHint(world.hints++) })
    else task.assignments.delete(id)
  }
  for (const [category, on] of Object.entries(set.appliedCategories ?? {})) {
    if (on) task.categories.add(category)
    else task.categories.delete(category)
  }
  bump(task, propertiesOf(set, ['assignments', 'appliedCategories']))
  noteChange(world, { planId: task.planId, what: 'task', id: task.id })
}

/** @throws EditError when Planner would refuse the change */
export const changeDetails = (world: World, task: Task, set: DetailsChange, by = SOMEBODY): void => {
  const { details } = task
  const before = summaryOf(task)
  const lastModifiedAt = world.clock.now()
  for (const [id, item] of Object.entries(set.checklist ?? {})) {
    if (item === null) details.checklist.delete(id)
    else {
      const old = details.checklist.get(id)
      if (old === undefined && item.title === undefined)
        throw new EditError(400, 'A new item of a checklist needs a title.')
      details.checklist.set(id, {
        title: item.title ?? old?.title ?? '',
        isChecked: item.isChecked ?? old?.isChecked ?? false,
        orderHint:
          old === undefined || item.orderHint !== undefined ? servedHint(world.hints++) : old.orderHint,
        lastModifiedBy: by,
        lastModifiedAt,
      })
    }
  }
  for (const [url, reference] of Object.entries(set.references ?? {})) {
    if (reference === null) details.references.delete(url)
    else {
      const old = details.references.get(url)
      details.references.set(url, {
        alias: reference.alias ?? old?.alias ?? '',
        type: reference.type ?? old?.type ?? 'Other',
        previewPriority: old?.previewPriority ?? servedHint(world.hints++),
        lastModifiedBy: by,
        lastModifiedAt,
      })
    }
  }
  holdLimit(world.limits, 'MaximumChecklistItemsOnTask', details.checklist.size)
  holdLimit(world.limits, 'MaximumReferencesOnTask', details.references.size)
  if (set.description !== undefined) details.description = set.description
  bump(details, propertiesOf(set, ['checklist', 'references']))
  noteChange(world, { planId: task.planId, what: 'taskDetails', id: task.id })
  // What the list shows of the details is the task's own.
  if (world.detailsTouchTask || summaryOf(task) !== before) {
    bump(task, ['hasDescription', 'checklistItemCount', 'activeChecklistItemCount', 'referenceCount'])
    noteChange(world, { planId: task.planId, what: 'task', id: task.id })
  }
}

/** Open properties count one by one: two people who assign different people are in no conflict. */
export const propertiesOf = (set: object, open: readonly string[]): readonly string[] =>
  Object.entries(set).flatMap(([name, value]: [string, unknown]) =>
    open.includes(name) && typeof value === 'object' && value !== null
      ? Object.keys(value).map((key) => `${name}/${key}`)
      : [name],
  )

const summaryOf = ({ details }: Task): string =>
  [
    details.description !== '',
    details.checklist.size,
    [...details.checklist.values()].filter(({ isChecked }) => !isChecked).length,
    details.references.size,
  ].join()
