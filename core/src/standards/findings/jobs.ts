import type { Jobs } from '../../jobs/index.ts'
import type { FindingService } from './service.ts'
import type { WaiverService } from './waiver-service.ts'

/** Name of the job that ends waivers whose time is over. */
const WAIVERS_JOB = 'waivers-upkeep'

/** Defines what the day does to waivers; before the queue starts. */
export function defineWaiverJobs(
  jobs: Jobs,
  services: {
    readonly waivers: Pick<WaiverService, 'upkeep'>
    readonly findings: Pick<FindingService, 'announce'>
  },
): void {
  jobs.define(
    WAIVERS_JOB,
    async () => {
      await services.waivers.upkeep()
      await services.findings.announce()
    },
    { perKey: 'one', retry: { limit: 3 } },
  )
}

/** Has waivers end on their day: shortly after midnight where the PMO is, and once at the start for days that were missed. */
export async function scheduleWaivers(jobs: Jobs, timeZone: string): Promise<void> {
  await jobs.schedule(WAIVERS_JOB, { cron: '1 0 * * *' }, null, { timeZone })
}
