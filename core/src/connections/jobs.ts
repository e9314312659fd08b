import { forgetDeliveries } from '../host/index.ts'
import type { Database } from '../database/index.ts'
import type { Jobs } from '../jobs/index.ts'

/** Name of the job that drops the ids of old webhook deliveries. */
const FORGET_DELIVERIES = 'forget-deliveries'

/** Defines the upkeep of connections; before the queue starts. */
export function defineConnectionJobs(jobs: Jobs, database: Database): void {
  jobs.define(
    FORGET_DELIVERIES,
    async () => {
      await forgetDeliveries(database, Date.now())
    },
    { perKey: 'one', retry: { limit: 2 } },
  )
}

/** Once a night, when few deliveries come. */
export async function scheduleUpkeep(jobs: Jobs): Promise<void> {
  await jobs.schedule(FORGET_DELIVERIES, { cron: '17 3 * * *' }, null)
}
