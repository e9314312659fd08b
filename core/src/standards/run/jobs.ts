import type { Tx } from '../../database/index.ts'
import type { Jobs, Json } from '../../jobs/index.ts'
import type { CheckTrigger } from './check-run.ts'
import type { StandardsService } from './service.ts'

/** Name of the job that runs the rules. */
const CHECK_JOB = 'standards-check'

/** Name of the job that runs them when a day has begun. */
const DAY_JOB = 'standards-day'

/** Seconds in which several syncs that end one after the other become one run. */
const GATHERED = 5

function triggerOf(data: Json): CheckTrigger {
  return data === 'rules' || data === 'day' ? data : 'sync'
}

/** Defines the runs of the rules; before the queue starts. */
export function defineStandardsJobs(jobs: Jobs, service: Pick<StandardsService, 'check'>): void {
  jobs.define(
    CHECK_JOB,
    async (data, { signal }) => {
      await service.check({ trigger: triggerOf(data), signal })
    },
    // What changes during a run is seen by one run more.
    { perKey: 'one-waiting-one-running', retry: { limit: 2 } },
  )
  jobs.define(
    DAY_JOB,
    async (_, { signal }) => {
      await service.check({ trigger: 'day', signal })
    },
    { perKey: 'one', retry: { limit: 2 } },
  )
}

/** Has the rules run over what a transaction changes, together with what others change meanwhile. */
export async function checkLater(jobs: Jobs, tx: Tx, trigger: 'sync' | 'rules' = 'sync'): Promise<void> {
  await jobs.enqueue(tx, CHECK_JOB, trigger, { startAfter: GATHERED })
}

/** Has the rules run for each new day from now on: what was in time yesterday may be late today. */
export async function scheduleStandards(jobs: Jobs, timeZone: string): Promise<void> {
  // A little after midnight, so that a clock that is a little off judges the new day.
  await jobs.schedule(DAY_JOB, { cron: '5 0 * * *' }, null, { timeZone })
}
