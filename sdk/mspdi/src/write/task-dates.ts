import type { WorkItem } from '@headless-pmo/sdk'
import type { Place } from '../arrange/outline.ts'
import type { Writing } from './writing.ts'
import { isScheduled } from './native-fields.ts'

type Duration = NonNullable<WorkItem['duration']>

/** Working minutes of a day, and of an issue that nobody estimated, as Microsoft Project takes a new task. */
const DAY_MINUTES = 480

export interface TaskDates {
  readonly start?: string
  readonly finish?: string
  readonly duration?: Duration
  /** Microsoft's number of the constraint, with its date. */
  readonly constraint?: { readonly type: number; readonly date?: string }
  readonly deadline?: string
}

const CONSTRAINTS = [
  'as_soon_as_possible',
  'as_late_as_possible',
  'must_start_on',
  'must_finish_on',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_no_earlier_than',
  'finish_no_later_than',
] as const

const START_NO_EARLIER_THAN = 4

/**
 * The dates of a task. A schedule's are written as they are. Issues have few: where one has a start, it is kept there by a constraint, since
 * Microsoft Project would move it to the beginning of the project; without a length it is as long as it is estimated, else a day, marked
 * as a guess; and the day by which it should be done is a deadline, which warns and moves nothing.
 */
export function taskDates({ item, hasChildren }: Place, isMilestone: boolean, writing: Writing): TaskDates {
  const { record, composed } = item
  const constraint = constraintOf(record, writing)
  const deadline = writing.moment(record.deadline ?? composed?.due ?? record.due, 'finish', 'deadline')
  const plannedStart = writing.moment(record.plannedStart ?? composed?.plannedStart, 'start', 'start')
  const plannedFinish = writing.moment(record.plannedFinish ?? composed?.plannedFinish, 'finish', 'finish')
  if (isScheduled(record)) {
    return present({
      start: plannedStart,
      finish: plannedFinish,
      duration: record.duration,
      constraint,
      deadline,
    })
  }
  const start = plannedStart ?? writing.moment(record.started, 'start')
  const stated = plannedFinish ?? writing.moment(record.finished, 'finish')
  const known = stated ?? (start !== undefined && (deadline ?? '') >= start ? deadline : undefined)
  const finish = known !== undefined && (start === undefined || known >= start) ? known : undefined
  if (known !== finish) writing.notes.push(`Its finish ${known} lies before its start and is left out.`)
  const pinned =
    constraint ??
    (start === undefined || record.started !== undefined || hasChildren
      ? undefined
      : { type: START_NO_EARLIER_THAN, date: start })
  const duration = hasChildren
    ? record.duration
    : (record.duration ?? lengthOf(record, isMilestone, start, finish))
  return present({ start, finish, duration, constraint: pinned, deadline })
}

function constraintOf(record: WorkItem, writing: Writing): TaskDates['constraint'] {
  if (record.constraint === undefined) return undefined
  const { kind, date } = record.constraint
  const day = writing.moment(date, kind.includes('finish') ? 'finish' : 'start', 'constraint')
  return { type: CONSTRAINTS.indexOf(kind), ...(day !== undefined && { date: day }) }
}

function lengthOf(
  record: WorkItem,
  isMilestone: boolean,
  start: string | undefined,
  finish: string | undefined,
): Duration {
  if (isMilestone) return { minutes: 0, basis: 'working' }
  if (start !== undefined && finish !== undefined) {
    return { minutes: Math.max(1, weekdays(start, finish)) * DAY_MINUTES, basis: 'working' }
  }
  const { estimate } = record
  if (estimate !== undefined && estimate > 0) return { minutes: estimate, basis: 'working' }
  return { minutes: DAY_MINUTES, basis: 'working', estimated: true }
}

/** Days from Monday to Friday, both ends counted. */
function weekdays(start: string, finish: string): number {
  const first = Temporal.PlainDate.from(start.slice(0, 10))
  const days = first.until(finish.slice(0, 10)).days + 1
  const weeks = Math.floor(days / 7)
  let count = weeks * 5
  for (let at = weeks * 7; at < days; at++) if (first.add({ days: at }).dayOfWeek <= 5) count++
  return count
}

function present(dates: { readonly [K in keyof TaskDates]-?: TaskDates[K] | undefined }): TaskDates {
  // Filtering by value is what the type says, which the compiler cannot follow.
  return Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== undefined)) as TaskDates
}
