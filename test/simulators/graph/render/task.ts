import { etagOf } from '../state/etag.ts'
import type { Task } from '../state/model.ts'
import type { Entity } from '../odata/page.ts'
import { by, stamp } from './time.ts'

export const taskEntity = (task: Task): Entity => {
  const { details } = task
  const checklist = [...details.checklist.values()]
  return {
    '@odata.etag': etagOf('Task', task.version),
    planId: task.planId,
    bucketId: task.bucketId,
    title: task.title,
    orderHint: task.orderHint,
    assigneePriority: task.assigneePriority,
    percentComplete: task.percentComplete,
    startDateTime: task.startDateTime,
    createdDateTime: stamp(task.createdAt),
    dueDateTime: task.dueDateTime,
    hasDescription: details.description !== '',
    previewType: 'automatic',
    completedDateTime: task.completedAt === null ? null : stamp(task.completedAt),
    completedBy: task.completedBy === null ? null : by(task.completedBy),
    referenceCount: details.references.size,
    checklistItemCount: checklist.length,
    activeChecklistItemCount: checklist.filter(({ isChecked }) => !isChecked).length,
    conversationThreadId: null,
    priority: task.priority,
    id: task.id,
    createdBy: by(task.createdBy),
    appliedCategories: Object.fromEntries([...task.categories].map((category) => [category, true])),
    assignments: Object.fromEntries(
      [...task.assignments].map(([person, { assignedBy, assignedAt, orderHint }]) => [
        person,
        {
          '@odata.type': '#microsoft.graph.plannerAssignment',
          assignedDateTime: stamp(assignedAt),
          orderHint,
          assignedBy: by(assignedBy),
        },
      ]),
    ),
    ...task.extra,
  }
}

export const TASK_PROPERTIES = [
  'id',
  'activeChecklistItemCount',
  'appliedCategories',
  'assigneePriority',
  'assignments',
  'bucketId',
  'checklistItemCount',
  'completedBy',
  'completedDateTime',
  'conversationThreadId',
  'createdBy',
  'createdDateTime',
  'dueDateTime',
  'hasDescription',
  'orderHint',
  'percentComplete',
  'planId',
  'previewType',
  'priority',
  'referenceCount',
  'startDateTime',
  'title',
] as const

export const taskDetailsEntity = ({ id, details }: Task): Entity => ({
  '@odata.etag': etagOf('TaskDetails', details.version),
  description: details.description,
  previewType: 'automatic',
  id,
  references: Object.fromEntries(
    [...details.references].map(([url, reference]) => [
      encodedKey(url),
      {
        '@odata.type': '#microsoft.graph.plannerExternalReference',
        alias: reference.alias,
        type: reference.type,
        previewPriority: reference.previewPriority,
        lastModifiedDateTime: stamp(reference.lastModifiedAt),
        lastModifiedBy: by(reference.lastModifiedBy),
      },
    ]),
  ),
  checklist: Object.fromEntries(
    [...details.checklist].map(([key, item]) => [
      key,
      {
        '@odata.type': '#microsoft.graph.plannerChecklistItem',
        isChecked: item.isChecked,
        title: item.title,
        orderHint: item.orderHint,
        lastModifiedDateTime: stamp(item.lastModifiedAt),
        lastModifiedBy: by(item.lastModifiedBy),
      },
    ]),
  ),
})

export const TASK_DETAILS_PROPERTIES = [
  'id',
  'checklist',
  'description',
  'previewType',
  'references',
] as const

/** Names of properties hold no `.`, `:`, `%`, `@` and `#`: addresses that are names have them encoded. */
export const encodedKey = (url: string): string =>
  url.replaceAll(/[%.:@#]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

export const decodedKey = (key: string): string => decodeURIComponent(key)
