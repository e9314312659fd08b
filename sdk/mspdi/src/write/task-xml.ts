import type { Baseline, Dependency, WorkItem } from '@headless-pmo/sdk'
import type { InnerLink, Outsider, OuterLink, ScheduleLink } from '../arrange/links.ts'
import type { Place } from '../arrange/outline.ts'
import { isoLength, lengthFormat } from '../text/amounts.ts'
import { markdownToPlain, oneLine } from '../text/plain-text.ts'
import { leaf, type Xml } from '../text/xml.ts'
import { baselinesXml } from './baseline-xml.ts'
import { isScheduled, NativeFields } from './native-fields.ts'
import { taskDates } from './task-dates.ts'
import type { Writing } from './writing.ts'

/** What a task is written from, beside its place in the outline. */
export interface TaskParts {
  readonly uid: number
  /** Row in the plan. */
  readonly id: number
  /** Number in the outline. */
  readonly number: string
  readonly uidOf: (place: Place) => number
  readonly inner: readonly InnerLink[]
  readonly outer: readonly OuterLink[]
  readonly outsiderUid: (outsider: Outsider) => number
  readonly baselines: readonly Baseline[]
  readonly calendar: number | undefined
  /** Values of custom fields. */
  readonly fields: readonly Xml[]
  /** What was left out or changed on the way, one sentence each. */
  readonly notes: readonly string[]
  readonly writing: Writing
}

/** Microsoft's numbers of priorities, which count from 0 to 1000, for the model's 0 most urgent to 4. */
const PRIORITIES = [900, 700, 500, 300, 100]
const LINK_TYPES: readonly ScheduleLink[] = ['FF', 'FS', 'SF', 'SS']

/** A task, its elements in the order of the schema. */
export function taskXml(place: Place, parts: TaskParts): Xml {
  const { writing } = parts
  const { item, hasChildren, level } = place
  const { record } = item
  const native = new NativeFields(record)
  const planned = isScheduled(record)
  const isMilestone = planned
    ? record.isMilestone
    : record.isMilestone === true || record.type === 'milestone'
  const dates = taskDates(place, isMilestone === true, writing)
  const percent = percentOf(record, planned)
  const minutes = (name: string): string | undefined => {
    const value = native.number(name)
    return value === undefined ? undefined : isoLength(value)
  }
  const length = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : isoLength(value)
  const delay = native.number('LevelingDelay')
  const body = [
    leaf('UID', parts.uid),
    writing.guid(item),
    leaf('ID', parts.id),
    leaf('Name', oneLine(record.title)),
    ...later(record, writing),
    leaf('Type', native.taskType),
    leaf('IsNull', false),
    leaf('CreateDate', writing.moment(record.created)),
    leaf('Contact', clipped(native.text('Contact'))),
    leaf('WBS', record.wbs),
    leaf('OutlineNumber', parts.number === '' ? undefined : parts.number),
    leaf('OutlineLevel', level),
    leaf('Priority', priorityOf(record, planned)),
    leaf('Start', dates.start),
    leaf('Finish', dates.finish),
    leaf('Duration', length(dates.duration?.minutes)),
    ...(writing.release === '2007'
      ? []
      : [
          leaf('ManualStart', writing.moment(native.text('ManualStart'))),
          leaf('ManualFinish', writing.moment(native.text('ManualFinish'))),
          leaf('ManualDuration', minutes('ManualDuration')),
        ]),
    leaf('DurationFormat', dates.duration && lengthFormat(dates.duration.basis, dates.duration.estimated)),
    leaf('Work', length(record.estimate)),
    leaf('Stop', writing.moment(native.text('Stop'))),
    leaf('Resume', writing.moment(native.text('Resume'))),
    leaf('EffortDriven', native.flag('EffortDriven')),
    leaf('Recurring', native.flag('Recurring')),
    leaf('Estimated', dates.duration && dates.duration.estimated === true),
    leaf('Milestone', isMilestone),
    leaf('Summary', planned ? record.summary : hasChildren),
    leaf('Critical', record.critical),
    leaf('IsSubproject', record.nativeType === 'Inserted project' ? true : undefined),
    leaf('SubprojectName', clipped(native.text('SubprojectName'))),
    leaf('EarlyStart', writing.moment(record.earlyStart)),
    leaf('EarlyFinish', writing.moment(record.earlyFinish, 'finish')),
    leaf('LateStart', writing.moment(record.lateStart)),
    leaf('LateFinish', writing.moment(record.lateFinish, 'finish')),
    leaf('FreeSlack', tenths(record.freeFloat)),
    ...(writing.release === '2007'
      ? []
      : [
          leaf('StartSlack', tenths(native.number('StartSlack'))),
          leaf('FinishSlack', tenths(native.number('FinishSlack'))),
        ]),
    leaf('TotalSlack', tenths(record.totalFloat)),
    leaf('PercentComplete', percent),
    leaf('PercentWorkComplete', whole(native.number('PercentWorkComplete'))),
    leaf('Cost', writing.cost(record.plannedCost, 'Planned cost')),
    leaf('ActualStart', writing.moment(record.started)),
    leaf('ActualFinish', planned || percent === 100 ? writing.moment(record.finished, 'finish') : undefined),
    leaf('ActualDuration', minutes('ActualDuration')),
    leaf('ActualCost', writing.cost(record.actualCost, 'Actual cost')),
    leaf('ActualWork', length(record.spent)),
    leaf('RemainingDuration', minutes('RemainingDuration')),
    leaf('RemainingWork', length(record.remaining)),
    leaf('ConstraintType', dates.constraint?.type),
    leaf('CalendarUID', parts.calendar),
    leaf('ConstraintDate', dates.constraint?.date),
    leaf('Deadline', dates.deadline),
    leaf('LevelingDelay', tenths(delay)),
    leaf('LevelingDelayFormat', delay === undefined ? undefined : 7),
    leaf('Hyperlink', planned ? undefined : clipped(record.key ?? record.url)),
    leaf('HyperlinkAddress', clipped(native.text('HyperlinkAddress') ?? record.url)),
    leaf('IgnoreResourceCalendar', native.flag('IgnoreResourceCalendar')),
  ]
  const links = [
    ...parts.inner.map((link) => innerXml(link, parts.uidOf)),
    ...parts.outer.map((link) => outerXml(link, parts.outsiderUid)),
  ]
  const saved = baselinesXml(parts.baselines, 'task', writing)
  // The notes come last of all that can add one.
  body.push(
    leaf('Notes', notesText(record, [...parts.notes, ...writing.notes])),
    leaf('PhysicalPercentComplete', whole(native.number('PhysicalPercentComplete'))),
  )
  return ['Task', [...body, ...links, ...parts.fields, ...saved]]
}

/** What the published schema does not have yet. */
function later({ active, scheduling, statusCategory }: WorkItem, writing: Writing): (Xml | undefined)[] {
  if (writing.release === '2007') return []
  const isActive = active ?? (statusCategory === 'cancelled' ? false : undefined)
  return [
    leaf('Active', isActive),
    leaf('Manual', scheduling === undefined ? undefined : scheduling === 'manual'),
  ]
}

function percentOf(record: WorkItem, planned: boolean): number | undefined {
  if (record.percentComplete !== undefined) return Math.round(record.percentComplete)
  if (planned) return undefined
  return record.statusCategory === 'done' ? 100 : 0
}

function priorityOf({ priority, nativePriority }: WorkItem, planned: boolean): number | undefined {
  const own = planned ? Number(nativePriority ?? Number.NaN) : Number.NaN
  if (Number.isInteger(own) && own >= 0 && own <= 1000) return own
  return priority === undefined ? undefined : PRIORITIES[priority]
}

function innerXml({ link, type, from }: InnerLink, uidOf: (place: Place) => number): Xml {
  return [
    'PredecessorLink',
    [
      ['PredecessorUID', uidOf(from)],
      ['Type', LINK_TYPES.indexOf(type)],
      ['CrossProject', false],
      ...lagXml(link.record),
    ],
  ]
}

function outerXml({ link, type, from }: OuterLink, uidOf: (outsider: Outsider) => number): Xml {
  return [
    'PredecessorLink',
    [
      ['PredecessorUID', uidOf(from)],
      ['Type', LINK_TYPES.indexOf(type)],
      ['CrossProject', true],
      ['CrossProjectName', from.name],
      ...lagXml(link.record),
    ],
  ]
}

/** The row by which a plan shows a task of another one, so that links may lead to and from it. */
export function outsiderXml(
  { name, title, before }: Outsider,
  parts: {
    readonly uid: number
    readonly id: number
    readonly number: number
    readonly uidOf: (place: Place) => number
  },
): Xml {
  return [
    'Task',
    [
      ['UID', parts.uid],
      ['ID', parts.id],
      ['Name', oneLine(title ?? name)],
      ['IsNull', false],
      ['OutlineNumber', String(parts.number)],
      ['OutlineLevel', 1],
      ['Summary', false],
      ['ExternalTask', true],
      ['ExternalTaskProject', oneLine(name)],
      ...before.map((link) => innerXml(link, parts.uidOf)),
    ],
  ]
}

/** A lag in time is stated in tenths of a minute and shown in days; one in percent as it is. */
function lagXml({ lag }: Dependency): Xml[] {
  if (lag === undefined) {
    return [
      ['LinkLag', 0],
      ['LagFormat', 7],
    ]
  }
  const isElapsed = lag.basis === 'elapsed'
  return 'percent' in lag
    ? [
        ['LinkLag', Math.round(lag.percent)],
        ['LagFormat', isElapsed ? 20 : 19],
      ]
    : [
        ['LinkLag', Math.round(lag.minutes * 10)],
        ['LagFormat', isElapsed ? 8 : 7],
      ]
}

function notesText({ description }: WorkItem, notes: readonly string[]): string | undefined {
  const text = description === undefined ? '' : markdownToPlain(description)
  const added = notes.map((note) => `[Headless PMO] ${note}`).join('\n')
  const all = text !== '' && added !== '' ? `${text}\n\n${added}` : `${text}${added}`
  return all === '' ? undefined : all
}

const tenths = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : Math.round(minutes * 10)
const whole = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value)
const clipped = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : oneLine(text)
