import type { Database } from '../database/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { OverviewService } from './service.ts'

/** Name of the job that keeps how healthy projects are. */
const HEALTH_DAY_JOB = 'health-days'
/** Minutes between two runs: the last one of a day is what the day is remembered by. */
const EVERY_MINUTES = 60

/** Defines what is remembered of the health of projects; before the queue starts. */
export function defineOverviewJobs(jobs: Jobs, service: Pick<OverviewService, 'keepDay'>): void {
  jobs.define(
    HEALTH_DAY_JOB,
    async () => {
      await service.keepDay()
    },
    { perKey: 'one', retry: { limit: 2, delaySeconds: 60 } },
  )
}

/** Makes the health of all projects remembered day by day, and known once before anybody asks. */
export async function scheduleOverview(jobs: Jobs, database: Database): Promise<void> {
  await jobs.schedule(HEALTH_DAY_JOB, { everyMinutes: EVERY_MINUTES }, {})
  await database.transaction((tx) => jobs.enqueue(tx, HEALTH_DAY_JOB, {}))
}
