import type { RecordInput } from '@headless-pmo/sdk'
import { wholeNumber } from '../mspdi/entry-numbering.ts'
import { baselines } from './baselines.ts'
import { defined } from './defined.ts'
import type { Entry } from './entry.ts'
import { customFields } from './fields.ts'
import { readSplits } from './splits.ts'

/** Unique id of the resource that means "nobody". */
const NOBODY = '-65535'

/**
 * An assignment with its baselines. A plan holds one to nobody for every task without resources; it is no
 * assignment, and kept only where it alone tells of a split.
 */
export function mapAssignment(entry: Entry): RecordInput[] {
  const { xml, item } = entry
  const task = wholeNumber(xml.word('TaskUID'))
  const resource = wholeNumber(xml.word('ResourceUID'))
  const splits = readSplits(xml)
  const nobody = resource === undefined || resource === NOBODY
  if (task === undefined || (nobody && splits.length === 0)) return []
  const saved = baselines(entry, 'assignment')
  const fields = customFields(entry)
  const record = defined({
    aliases: entry.aliases,
    resource: nobody ? undefined : entry.refTo('resource', resource),
    units: xml.number('Units'),
    plannedWork: xml.minutes('Work'),
    actualWork: xml.minutes('ActualWork'),
    remainingWork: xml.minutes('RemainingWork'),
    overtimeWork: xml.minutes('OvertimeWork'),
    percentWorkComplete: xml.number('PercentWorkComplete'),
    start: xml.moment('Start'),
    finish: xml.moment('Finish'),
    actualStart: xml.moment('ActualStart'),
    actualFinish: xml.moment('ActualFinish'),
    plannedCost: entry.cost(xml, 'Cost'),
    actualCost: entry.cost(xml, 'ActualCost'),
    splits: splits.length === 0 ? undefined : splits,
    fields: Object.keys(fields).length === 0 ? undefined : fields,
  })
  return [
    {
      kind: 'assignment',
      ref: entry.ref,
      // Resources may be booked on the plan as a whole, which is no work item.
      item: task === '0' ? { key: item.plan, title: 'The whole plan' } : entry.refTo('task', task),
      ...record,
      ...defined({ warnings: entry.warnings }),
    },
    ...saved,
  ]
}
