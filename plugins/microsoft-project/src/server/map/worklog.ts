import type { RecordInput } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import { POOL } from '../address.ts'
import { idIn, momentIn, numberIn, textIn } from '../value.ts'
import type { TimeItem } from '../wire/items.ts'

const AMOUNTS = [
  'ActualWorkBillable',
  'ActualWorkNonBillable',
  'ActualOvertimeWorkBillable',
  'ActualOvertimeWorkNonBillable',
] as const

/**
 * The days of a timesheet line, one worklog each. What was booked and its later corrections are rows of their own; a
 * day is their sum. Hours without a task, such as vacation, hang on their class.
 */
export function mapTime({ line, days }: TimeItem): RecordInput[] {
  const id = idIn(line, 'TimesheetLineId')
  if (id === undefined) return []
  const project = idIn(line, 'ProjectId')
  const task = idIn(line, 'TaskId')
  const owner = idIn(line, 'TimesheetOwnerId')
  const className = textIn(line, 'TimesheetClassName')
  const item =
    project === undefined || task === undefined
      ? { key: className ?? 'Timesheet' }
      : refOf(project, 'task', task)
  const sums = new Map<string, { minutes: number; comments: string[] }>()
  for (const row of days) {
    const day = momentIn(row, 'TimeByDay')?.slice(0, 10)
    if (day === undefined) continue
    const sum = sums.get(day) ?? { minutes: 0, comments: [] }
    for (const amount of AMOUNTS) sum.minutes += (numberIn(row, amount) ?? 0) * 60
    const comment = textIn(row, 'Comment')
    if (comment !== undefined) sum.comments.push(comment)
    sums.set(day, sum)
  }
  return [...sums]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([day, { minutes, comments }]): RecordInput[] => {
      const rounded = Math.round(minutes * 1000) / 1000
      if (rounded === 0) return []
      const lineComment = textIn(line, 'TimesheetLineComment')
      const said = [...(lineComment === undefined ? [] : [lineComment]), ...comments].join('\n')
      return [
        {
          kind: 'worklog',
          ref: `${id}/${day}`,
          item,
          started: day,
          minutes: Math.max(0, rounded),
          ...defined({
            account: owner === undefined ? undefined : refOf(POOL, 'resource', owner),
            chargeCode: className,
            comment: said === '' ? undefined : said,
            warnings:
              rounded < 0
                ? [`Corrections take more from ${day} than was booked; counted as none`]
                : undefined,
          }),
        },
      ]
    })
}
