import type { Duration, RecordInput, Reference, StatusCategory } from '@headless-pmo/sdk'
import { readFormat } from '../mspdi/duration.ts'
import { refOf } from '../mspdi/plan-item.ts'
import { isProjectSummary, wholeNumber } from '../mspdi/entry-numbering.ts'
import { baselines } from './baselines.ts'
import { defined } from './defined.ts'
import { dependencies } from './dependencies.ts'
import type { Entry } from './entry.ts'
import { customFields } from './fields.ts'
import { plainToMarkdown } from './markdown.ts'
import { minutesOfTenths, nativeFields } from './native-fields.ts'
import { planKey } from './plan-key.ts'

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

/**
 * Microsoft Project computes its status against a status date and does not write it into the file. These are
 * the words of its reports for what the file does say: the percentage, and whether the task is active.
 */
export const STATUS_WORDS: Readonly<Record<StatusCategory, string>> = {
  todo: 'Not Started',
  in_progress: 'In Progress',
  done: 'Complete',
  cancelled: 'Inactive',
}

/**
 * A task with its links and baselines. Three kinds of rows are no work items: the project summary (unique
 * id 0) is the plan itself, and only its baselines are kept, as the plan's; a blank row is nothing; an
 * external task is somebody else's, and only its links are kept, with an open end, and the dates on which this plan
 * believes it to be: they were copied when the plans were last open together.
 */
export function mapTask(entry: Entry): RecordInput[] {
  const { xml, item } = entry
  if (isProjectSummary(item.xml)) return baselines(entry, 'container', item.plan)
  if (xml.flag('IsNull') === true) return []
  if (xml.flag('ExternalTask') === true) {
    const title = xml.text('Name')
    const to = {
      key: xml.text('ExternalTaskProject') ?? entry.ref,
      ...(title === undefined ? {} : { title }),
    }
    return [...dependencies(entry, to, true), ...standIn(entry, to)]
  }
  // Warnings are gathered while the parts are read; the record that shows them is made last.
  const links = dependencies(entry, entry.ref, false)
  const saved = baselines(entry, 'workItem')
  return [workItem(entry), ...links, ...saved]
}

/** What an external task stands for, with its dates of then. */
function standIn({ xml, ref, item }: Entry, to: Exclude<Reference, string>): RecordInput[] {
  const heldDates = defined({ start: xml.moment('Start'), finish: xml.moment('Finish') })
  if (Object.keys(heldDates).length === 0 || xml.text('ExternalTaskProject') === undefined) return []
  return [
    {
      kind: 'dependency',
      ref: refOf(item.plan, 'external', item.uid, item.copy),
      from: { key: ref, ...(to.title === undefined ? {} : { title: to.title }) },
      to,
      type: 'duplicates',
      nativeType: 'External task',
      external: true,
      heldDates,
    },
  ]
}

function workItem(entry: Entry): RecordInput {
  const { xml, item } = entry
  const summary = xml.flag('Summary')
  const isMilestone = xml.flag('Milestone')
  const percent = xml.number('PercentComplete')
  const category = statusOf(entry, percent)
  const calendar = wholeNumber(xml.word('CalendarUID'))
  const notes = xml.text('Notes')
  const manual = xml.flag('Manual')
  if (item.jump === true)
    xml.warn('The outline jumps by more than one level here; hung below the task before it')
  const fields = { ...nativeFields(xml), ...customFields(entry) }
  const record = defined({
    aliases: entry.aliases,
    key: `${planKey(item.plan)}#${item.uid}`,
    nativeType:
      xml.flag('IsSubproject') === true
        ? 'Inserted project'
        : summary === true
          ? 'Summary task'
          : isMilestone === true
            ? 'Milestone'
            : 'Task',
    level: wholeLevel(xml.number('OutlineLevel')),
    outline: xml.word('OutlineNumber'),
    wbs: xml.word('WBS'),
    order: xml.number('ID'),
    description: notes === undefined ? undefined : plainToMarkdown(notes),
    priority: priorityOf(xml.number('Priority')),
    nativePriority: xml.word('Priority'),
    parent: item.parent === undefined ? undefined : entry.refTo('task', item.parent),
    created: xml.moment('CreateDate'),
    started: xml.moment('ActualStart'),
    finished: xml.moment('ActualFinish'),
    plannedStart: xml.moment('Start') ?? xml.moment('ManualStart'),
    plannedFinish: xml.moment('Finish') ?? xml.moment('ManualFinish'),
    deadline: xml.moment('Deadline'),
    duration: durationOf(entry),
    constraint: constraintOf(entry),
    calendar: calendar === undefined || Number(calendar) < 0 ? undefined : entry.refTo('calendar', calendar),
    percentComplete: percent === undefined ? undefined : Math.min(100, Math.max(0, percent)),
    progressMethod:
      percent === undefined ? undefined : summary === true ? ('children' as const) : ('duration' as const),
    estimate: xml.minutes('Work'),
    spent: xml.minutes('ActualWork'),
    remaining: xml.minutes('RemainingWork'),
    plannedCost: entry.cost(xml, 'Cost'),
    actualCost: entry.cost(xml, 'ActualCost'),
    summary,
    isMilestone,
    scheduling: manual === undefined ? undefined : manual ? ('manual' as const) : ('automatic' as const),
    active: xml.flag('Active'),
    critical: xml.flag('Critical'),
    earlyStart: xml.moment('EarlyStart'),
    earlyFinish: xml.moment('EarlyFinish'),
    lateStart: xml.moment('LateStart'),
    lateFinish: xml.moment('LateFinish'),
    freeFloat: minutesOfTenths(xml.number('FreeSlack')),
    totalFloat: minutesOfTenths(xml.number('TotalSlack')),
    fields: Object.keys(fields).length === 0 ? undefined : fields,
  })
  return {
    kind: 'workItem',
    ref: entry.ref,
    container: item.plan,
    type: summary === true ? 'summary' : isMilestone === true ? 'milestone' : 'task',
    title: xml.text('Name') ?? '',
    status: STATUS_WORDS[category],
    statusCategory: category,
    ...record,
    ...defined({ warnings: entry.warnings }),
  }
}

function statusOf({ xml }: Entry, percent: number | undefined): StatusCategory {
  if (xml.flag('Active') === false) return 'cancelled'
  if ((percent ?? 0) >= 100) return 'done'
  return (percent ?? 0) > 0 || xml.moment('ActualStart') !== undefined ? 'in_progress' : 'todo'
}

function durationOf({ xml }: Entry): Duration | undefined {
  const minutes = xml.minutes('Duration') ?? xml.minutes('ManualDuration')
  if (minutes === undefined) return undefined
  const format = readFormat(xml.number('DurationFormat'))
  const estimated = format.estimated || xml.flag('Estimated') === true
  return { minutes, basis: format.basis, ...(estimated ? { estimated } : {}) }
}

function constraintOf({ xml }: Entry): { kind: (typeof CONSTRAINTS)[number]; date?: string } | undefined {
  const number = xml.number('ConstraintType')
  if (number === undefined) return undefined
  const kind = CONSTRAINTS[number]
  if (kind === undefined) {
    xml.warn(`Constraint type ${number} is unknown; left out`)
    return undefined
  }
  // The two without a date may still carry one that no longer means anything.
  const date = number < 2 ? undefined : xml.moment('ConstraintDate')
  if (number >= 2 && date === undefined) xml.warn(`The constraint ${kind} has no date`)
  return { kind, ...(date === undefined ? {} : { date }) }
}

/** Microsoft Project counts from 0 to 1000 with 500 as the ordinary, higher first. */
function priorityOf(priority: number | undefined): number | undefined {
  if (priority === undefined) return undefined
  if (priority > 800) return 0
  if (priority > 600) return 1
  if (priority >= 400) return 2
  return priority >= 200 ? 3 : 4
}

function wholeLevel(level: number | undefined): number | undefined {
  return level !== undefined && Number.isInteger(level) ? level : undefined
}
