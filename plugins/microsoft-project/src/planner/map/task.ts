import type { RecordInput } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { plainToMarkdown } from '../../map/markdown.ts'
import type { PlannerConfig } from '../config.ts'
import type { TaskItem } from '../wire/task.ts'
import { taskAddress } from './address.ts'
import { checklistOf, referencesOf } from './details.ts'
import { dayOf, instantOf } from './instant.ts'
import { STATUSES } from './plan.ts'

/** A task: a work item, its place on the board, and who works on it. */
export function toTaskRecords(
  item: TaskItem,
  plan: string,
  planner: PlannerConfig | undefined,
): RecordInput[] {
  const { task, details, categories } = item
  const assignees = Object.entries(task.assignments ?? {})
    .filter(([id, value]) => !id.startsWith('@') && value !== null)
    .map(([id]) => id)
    .toSorted()
  const { status, percent, warnings } = progressOf(task.percentComplete)
  const container = task.planId ?? plan
  const description = plainToMarkdown(details.description ?? '')
  const reporter = task.createdBy?.user?.id
  const labels = Object.entries(categories)
    .map(([key, name]) => (name === '' ? key : name))
    .toSorted()
  const fields = {
    ...listed('checklist', checklistOf(details)),
    ...listed('references', referencesOf(details)),
  }
  const workItem: RecordInput = {
    kind: 'workItem',
    ref: task.id,
    container,
    type: 'task',
    title: task.title ?? '',
    status: status.name,
    statusCategory: status.category,
    progressMethod: 'state',
    ...defined({
      percentComplete: percent,
      created: instantOf(task.createdDateTime),
      finished: instantOf(task.completedDateTime),
      plannedStart: dayOf(task.startDateTime),
      due: dayOf(task.dueDateTime),
    }),
    ...(description === '' ? {} : { description }),
    ...(assignees.length === 0 ? {} : { assignees }),
    ...(reporter ? { reporter } : {}),
    ...(labels.length === 0 ? {} : { labels }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
    ...priorityOf(task.priority),
    ...taskAddress(container, task.id, planner),
  }
  const placement: RecordInput[] = task.bucketId
    ? [{ kind: 'placement', ref: task.id, container: task.bucketId, item: task.id }]
    : []
  const assignments = assignees.map((account): RecordInput => ({
    kind: 'assignment',
    ref: `${task.id}#${account}`,
    item: task.id,
    account,
  }))
  return [workItem, ...placement, ...assignments]
}

function progressOf(percent: number | null | undefined): {
  readonly status: (typeof STATUSES)[number]
  readonly percent: number | undefined
  readonly warnings: readonly string[]
} {
  const [todo, doing, done] = STATUSES
  const status = (percent ?? 0) >= 100 ? done : (percent ?? 0) > 0 ? doing : todo
  if (percent === null || percent === undefined) return { status, percent: undefined, warnings: [] }
  return percent >= 0 && percent <= 100
    ? { status, percent, warnings: [] }
    : { status, percent: undefined, warnings: [`The progress of ${percent} % is none and was left out.`] }
}

/** Planner's four words for the numbers 0 to 10: urgent to 1, important to 4, medium to 7, low above. */
function priorityOf(number: number | null | undefined): { priority?: number; nativePriority?: string } {
  if (number === null || number === undefined) return {}
  const priority = number <= 1 ? 0 : number <= 4 ? 1 : number <= 7 ? 2 : 3
  return { priority, nativePriority: String(number) }
}

const listed = (name: string, values: readonly string[]): Record<string, string[]> =>
  values.length === 0 ? {} : { [name]: [...values] }
