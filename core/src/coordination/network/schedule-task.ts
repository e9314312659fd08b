import { computeTask } from '../../compute/index.ts'
import type { scheduleRecords } from './schedule-records.ts'

/** Scheduling everything, for the pool. */
export const SCHEDULE_RECORDS = computeTask<typeof scheduleRecords>({
  title: 'Scheduling the portfolio',
  from: import.meta.url,
  module: './schedule-records',
  name: 'scheduleRecords',
})
