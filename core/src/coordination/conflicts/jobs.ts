import type { Jobs } from '../../jobs/index.ts'
import type { ConflictService } from './service.ts'

/** Name of the job that looks for conflicts. */
const LOOK_JOB = 'conflicts-look'

/** Minutes between two looks: conflicts also come by time passing. */
const EVERY_MINUTES = 15

/** Defines the look for conflicts; before the queue starts. */
export function defineConflictJobs(jobs: Jobs, service: Pick<ConflictService, 'look'>): void {
  jobs.define(
    LOOK_JOB,
    async () => {
      await service.look()
    },
    { perKey: 'one', retry: { limit: 1 } },
  )
}

/** Has conflicts looked for from now on. */
export async function scheduleConflicts(jobs: Jobs): Promise<void> {
  await jobs.schedule(LOOK_JOB, { everyMinutes: EVERY_MINUTES }, null)
}
