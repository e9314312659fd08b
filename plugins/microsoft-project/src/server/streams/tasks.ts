import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import { mapTaskItem } from '../map/task.ts'
import { serverProjects } from '../parts.ts'
import { readTasks, TaskCursor, TASKS_START } from '../read-tasks.ts'
import { idIn } from '../value.ts'
import { TaskItem } from '../wire/items.ts'

/** Tasks with their links and assignments, and the resources of one project alone, as they are published. */
export const taskStream = defineStream({
  config: Config,
  item: TaskItem,
  cursor: TaskCursor,
  start: TASKS_START,
  per: serverProjects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 2,
  mapReads: ['timeZone', 'currency', 'server'],
  read: (context) => readTasks(context),
  ref: ({ about, task, member }) =>
    member === undefined
      ? refOf(about.project, 'task', idIn(task, 'Id') ?? '')
      : refOf(about.project, 'resource', idIn(member, 'Id') ?? ''),
  version: ({ about }) => about.stamp,
  map: (item, { config }) => mapTaskItem(item, config),
})
