import type { RecordInput } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import type { Row } from '../read/rows.ts'
import { BASELINES } from '../tables.ts'
import { RowReader } from './row-reader.ts'

const MOST = 10

/** What was promised for a task, or for the plan as a whole. */
export function mapBaseline(row: Row): readonly RecordInput[] {
  const read = new RowReader(row)
  const ref = read.ref(BASELINES.key)
  const task = read.ref('_msdyn_projecttask_value')
  const subject = task ?? read.ref('_msdyn_project_value')
  const number = read.number('msdyn_baselinenumber') ?? 0
  if (ref === undefined || subject === undefined || !Number.isInteger(number) || number < 0 || number > MOST)
    return []
  const duration = read.minutes('msdyn_duration')
  return [
    {
      kind: 'baseline',
      ref,
      subject,
      subjectKind: task === undefined ? 'container' : 'workItem',
      number,
      ...defined({
        start: read.instant('msdyn_start'),
        finish: read.instant('msdyn_finish'),
        duration: duration === undefined ? undefined : { minutes: duration, basis: 'working' as const },
        work: read.minutes('msdyn_effort'),
        warnings: read.warnings.length > 0 ? read.warnings : undefined,
      }),
    },
  ]
}
