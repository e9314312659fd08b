import type { RecordInput } from '@headless-pmo/sdk'
import { baselines } from '../../map/baselines.ts'
import { Entry, type MapConfig } from '../../map/entry.ts'
import { idIn, momentIn, numberIn } from '../value.ts'
import type { BaselineItem } from '../wire/items.ts'
import { hundredths, lengthOfHours, planElement } from './plan-element.ts'

const PREFIXES = {
  project: 'ProjectBaseline',
  task: 'TaskBaseline',
  assignment: 'AssignmentBaseline',
} as const
const SUBJECTS = { project: 'container', task: 'workItem', assignment: 'assignment' } as const

/** A baseline of a project, a task or an assignment. ProjectData counts in hours. */
export function mapServerBaseline({ about, of, row }: BaselineItem, config: MapConfig): RecordInput[] {
  const prefix = PREFIXES[of]
  const hours = (name: string): string | undefined => lengthOfHours(numberIn(row, `${prefix}${name}`))
  const saved = planElement('Baseline', {
    Number: numberIn(row, 'BaselineNumber'),
    Start: momentIn(row, `${prefix}StartDate`),
    Finish: momentIn(row, `${prefix}FinishDate`),
    Duration: hours('Duration'),
    Work: hours('Work'),
    Cost: hundredths(numberIn(row, `${prefix}Cost`)),
  })
  const uid = of === 'project' ? about.project : idIn(row, of === 'task' ? 'TaskId' : 'AssignmentId')
  if (uid === undefined) return []
  const entry = new Entry(
    {
      plan: about.project,
      element: of,
      uid,
      ...(about.currency === undefined ? {} : { currency: about.currency }),
      xml: ['Holder', saved],
    },
    config,
  )
  return baselines(entry, SUBJECTS[of])
}
