import type { Jobs } from '../../jobs/index.ts'
import type { SnapshotService } from './service.ts'

/** Name of the job that keeps how projects stand. */
const SNAPSHOT_JOB = 'snapshots'
/** Minutes between two runs: the last one of a day is what the day is remembered by. */
const EVERY_MINUTES = 60

/** Defines what is remembered of projects in the background; before the queue starts. */
export function defineSnapshotJobs(jobs: Jobs, service: SnapshotService): void {
  jobs.define(
    SNAPSHOT_JOB,
    async () => {
      await service.take()
    },
    { perKey: 'one', retry: { limit: 2, delaySeconds: 60 } },
  )
}

/** Makes the days of all projects remembered. */
export async function scheduleSnapshots(jobs: Jobs): Promise<void> {
  await jobs.schedule(SNAPSHOT_JOB, { everyMinutes: EVERY_MINUTES }, {})
}
