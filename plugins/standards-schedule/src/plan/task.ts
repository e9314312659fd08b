import type { Reference, ScheduledItem, ScheduleFact, Sourced, WorkItem } from '@headless-pmo/sdk'
import { keyOf } from './key.ts'

/** One task of a plan: what its tracker says of it, and where the schedule puts it. */
export interface Task {
  readonly key: string
  readonly item: Sourced<WorkItem>
  /** The item above it, of this project or another. */
  readonly parent: Sourced<WorkItem> | undefined
  /** Absent: it could not be scheduled. */
  readonly dates: ScheduledItem | undefined
  /** It sums up others. */
  readonly summary: boolean
  readonly milestone: boolean
  /** It has an actual finish, or its tracker calls it done. */
  readonly done: boolean
}

/** What tasks are made of: the context of a check of a project that needs `workItem` and `schedule`. */
export interface PlanGiven {
  readonly workItems: readonly Sourced<WorkItem>[]
  readonly schedule: ScheduleFact
  readonly resolve: (
    from: Sourced,
    reference: Reference | undefined,
    kind: 'workItem',
  ) => Sourced<WorkItem> | undefined
}

/** What a PMO may say of which items count as tasks. */
export interface Population {
  readonly milestones: boolean
  readonly leaveOut: readonly string[]
}

/** Lists of tasks by the schedule that they were made with: some forty rules ask for the same ones. */
const known = new WeakMap<
  ScheduleFact,
  { readonly workItems: PlanGiven['workItems']; readonly tasks: readonly Task[] }
>()

/** Every item of the plan that takes part in it, summaries too; what is cancelled, inactive or a pull request does not. */
export function allTasks(given: PlanGiven): readonly Task[] {
  const { workItems, schedule } = given
  const before = known.get(schedule)
  if (before?.workItems === workItems) return before.tasks
  const scheduled = new Map(schedule.items.map((one) => [keyOf(one.item), one]))
  const parents = new Map(
    workItems.map((item) => [keyOf(item), given.resolve(item, item.parent, 'workItem')] as const),
  )
  const above = new Set(
    [...parents.values()].flatMap((parent) => (parent === undefined ? [] : [keyOf(parent)])),
  )
  const tasks = workItems.filter(takesPart).map((item): Task => {
    const key = keyOf(item)
    const dates = scheduled.get(key)
    return {
      key,
      item,
      parent: parents.get(key),
      dates,
      summary: dates?.summary ?? item.summary ?? above.has(key),
      milestone: item.isMilestone === true || item.type === 'milestone',
      done: item.finished !== undefined || item.statusCategory === 'done',
    }
  })
  known.set(schedule, { workItems, tasks })
  return tasks
}

/** The tasks of a plan that count. */
interface Counted {
  readonly leaves: readonly Task[]
  /** Those of them that are not finished. */
  readonly open: readonly Task[]
}

/** By tasks, and by what the PMO says of which of them count: most rules ask for the same ones. */
const counted = new WeakMap<readonly Task[], Map<string, Counted>>()

function countedOf(given: PlanGiven, { milestones, leaveOut }: Population): Counted {
  const tasks = allTasks(given)
  const name = JSON.stringify([milestones, leaveOut])
  const before = counted.get(tasks) ?? new Map<string, Counted>()
  counted.set(tasks, before)
  let found = before.get(name)
  if (found === undefined) {
    const marks = new Set(leaveOut)
    const leaves = tasks.filter(
      (task) => !task.summary && (milestones || !task.milestone) && !isMarked(task.item, marks),
    )
    found = { leaves, open: leaves.filter(({ done }) => !done) }
    before.set(name, found)
  }
  return found
}

/** The tasks that standards count: leaves, without level of effort and inserted projects. */
export function leafTasks(given: PlanGiven, which: Population): readonly Task[] {
  return countedOf(given, which).leaves
}

/** Those of them that are not finished. */
export function openTasks(given: PlanGiven, which: Population): readonly Task[] {
  return countedOf(given, which).open
}

function takesPart({ active, statusCategory, type }: WorkItem): boolean {
  return active !== false && statusCategory !== 'cancelled' && type !== 'pull_request'
}

/** Whether an item has one of the labels, or says yes in one of the custom fields. */
export function isMarked({ labels = [], fields = {} }: WorkItem, marks: ReadonlySet<string>): boolean {
  if (marks.size === 0) return false
  if (labels.some((label) => marks.has(label))) return true
  return Object.entries(fields).some(([key, value]) => marks.has(key) && !NO.has(value))
}

/** What stands in a custom field that says no. */
const NO: ReadonlySet<unknown> = new Set([false, 0, '', 'No', 'no', 'false', '0'])
