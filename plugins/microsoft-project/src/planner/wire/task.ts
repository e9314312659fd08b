import { z } from '@headless-pmo/sdk'
import { IdentitySet } from './plan.ts'

/** A task as lists show it. Open types (assignments, categories) are keyed by id. */
export const Task = z.looseObject({
  '@odata.etag': z.string().nullish(),
  id: z.string().min(1),
  planId: z.string().nullish(),
  bucketId: z.string().nullish(),
  title: z.string().nullish(),
  percentComplete: z.number().nullish(),
  priority: z.number().nullish(),
  startDateTime: z.string().nullish(),
  dueDateTime: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  completedDateTime: z.string().nullish(),
  createdBy: IdentitySet.nullish(),
  appliedCategories: z.record(z.string(), z.unknown()).nullish(),
  assignments: z.record(z.string(), z.unknown()).nullish(),
})
export type Task = z.output<typeof Task>

/** The part of a task that lists do not show. */
export const TaskDetails = z.looseObject({
  '@odata.etag': z.string().nullish(),
  description: z.string().nullish(),
  checklist: z.record(z.string(), z.unknown()).nullish(),
  references: z.record(z.string(), z.unknown()).nullish(),
})
export type TaskDetails = z.output<typeof TaskDetails>

/** A raw item of the stream of tasks: both parts, and what the plan calls the task's categories. */
export const TaskItem = z.looseObject({
  task: Task,
  details: TaskDetails,
  categories: z.record(z.string(), z.string()),
})
export type TaskItem = z.output<typeof TaskItem>
