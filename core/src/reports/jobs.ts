import type { PlannedReport } from '../config/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { ReportService } from './service.ts'

/** Name of the job that makes the reports of a plan. */
const REPORT_JOB = 'reports'

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** When the reports of a plan are made, as cron has it: minute, hour, day of the month, month, day of the week. Pure. */
export function cronOf({ every = 'week', weekday = 'monday', time = '07:00' }: PlannedReport): string {
  const [hour, minute] = time.split(':').map(Number)
  const at = `${minute ?? 0} ${hour ?? 0}`
  if (every === 'day') return `${at} * * *`
  return every === 'month' ? `${at} 1 * *` : `${at} * * ${WEEKDAYS.indexOf(weekday)}`
}

/** Defines the making of reports; before the queue starts. */
export function defineReportJobs(jobs: Jobs, service: Pick<ReportService, 'makePlanned'>): void {
  jobs.define(
    REPORT_JOB,
    async (data) => {
      if (typeof data === 'string') await service.makePlanned(data)
    },
    { perKey: 'one', retry: { limit: 3, delaySeconds: 300 } },
  )
}

/** Makes the reports of the plans come by themselves, and those of former plans no more. */
export async function scheduleReports(
  jobs: Jobs,
  plans: readonly PlannedReport[],
  timeZone: string,
): Promise<void> {
  const wanted = new Set(plans.map(({ id }) => id))
  for (const { name, key } of await jobs.schedules())
    if (name === REPORT_JOB && !wanted.has(key)) await jobs.unschedule(REPORT_JOB, key)
  for (const plan of plans)
    await jobs.schedule(REPORT_JOB, { cron: cronOf(plan) }, plan.id, { key: plan.id, timeZone })
}
