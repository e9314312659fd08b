import type { RecordInput, StatusCategory } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { plainToMarkdown } from '../../map/markdown.ts'
import type { Row } from '../read/rows.ts'
import { TASKS } from '../tables.ts'
import { htmlToText } from './html-to-text.ts'
import { recordUrl, type PremiumMapContext } from './record-url.ts'
import { RowReader } from './row-reader.ts'

/** A task, its place on the board of its plan, and its sprint. */
export function mapTask(row: Row, context: PremiumMapContext): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref(TASKS.key)
  const container = read.ref('_msdyn_project_value')
  if (ref === undefined || container === undefined) return []
  const summary = read.flag('msdyn_summary')
  const isMilestone = read.flag('msdyn_ismilestone')
  const percentComplete = percentOf(read)
  const manual = read.flag('msdyn_ismanual')
  const notes = read.text('msdyn_descriptionplaintext') ?? htmlToText(read.text('msdyn_description'))
  const duration = read.minutes('msdyn_duration')
  const fields = defined({
    level: read.whole('msdyn_outlinelevel'),
    order: read.number('msdyn_displaysequence'),
    description: notes === undefined ? undefined : plainToMarkdown(notes),
    priority: priorityOf(read.number('msdyn_priority')),
    nativePriority: read.choice('msdyn_priority'),
    parent: read.ref('_msdyn_parenttask_value'),
    created: read.instant('createdon'),
    updated: read.instant('modifiedon'),
    plannedStart: read.instant('msdyn_start') ?? read.instant('msdyn_scheduledstart'),
    plannedFinish: read.instant('msdyn_finish') ?? read.instant('msdyn_scheduledend'),
    duration: duration === undefined ? undefined : { minutes: duration, basis: 'working' as const },
    percentComplete,
    progressMethod:
      percentComplete === undefined
        ? undefined
        : summary === true
          ? ('children' as const)
          : ('work' as const),
    estimate: read.minutes('msdyn_effort'),
    spent: read.minutes('msdyn_effortcompleted'),
    remaining: read.minutes('msdyn_effortremaining'),
    summary,
    isMilestone,
    scheduling: manual === undefined ? undefined : manual ? ('manual' as const) : ('automatic' as const),
    critical: read.flag('msdyn_iscritical'),
  })
  const task: RecordInput = {
    kind: 'workItem',
    ref,
    ...recordUrl(context, TASKS, ref),
    container,
    type: summary === true ? 'summary' : isMilestone === true ? 'milestone' : 'task',
    nativeType: summary === true ? 'Summary task' : isMilestone === true ? 'Milestone' : 'Task',
    title: read.text('msdyn_subject') ?? '',
    status: read.label('statuscode') ?? read.choice('statuscode') ?? '',
    statusCategory: categoryOf(read, percentComplete),
    ...fields,
    ...(read.warnings.length > 0 ? { warnings: read.warnings } : {}),
  }
  return [task, ...placesOf(read, ref)]
}

/** Where the task is seen beside its plan: its bucket, and its sprint, of which only the present one is told. */
function placesOf(read: RowReader, item: string): readonly RecordInput[] {
  const bucket = read.ref('_msdyn_projectbucket_value')
  const sprint = read.ref('_msdyn_projectsprint_value')
  return [
    ...(bucket === undefined ? [] : [{ kind: 'placement' as const, ref: item, container: bucket, item }]),
    ...(sprint === undefined
      ? []
      : [{ kind: 'membership' as const, ref: `${item}:${sprint}`, item, iteration: sprint }]),
  ]
}

/** A share of one; values above one can only be percents already. */
function percentOf(read: RowReader): number | undefined {
  const progress = read.number('msdyn_progress')
  if (progress === undefined) return undefined
  const percent = progress > 1 ? progress : progress * 100
  return Math.min(100, Math.max(0, Math.round(percent * 100) / 100))
}

/** Planner premium tells done from begun by progress alone. */
function categoryOf(read: RowReader, percent: number | undefined): StatusCategory {
  if (read.number('statecode') === 1) return 'cancelled'
  if (percent === undefined || percent === 0) return 'todo'
  return percent >= 100 ? 'done' : 'in_progress'
}

/** Planner counts from 0 to 10: 1 urgent, 3 important, 5 medium, 9 low. */
function priorityOf(priority: number | undefined): number | undefined {
  if (priority === undefined) return undefined
  if (priority <= 1) return 0
  if (priority <= 4) return 1
  return priority <= 7 ? 2 : 3
}
