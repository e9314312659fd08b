import type { Database } from '../../database/index.ts'
import type { Jobs } from '../../jobs/index.ts'
import { dropNews } from './queries.ts'

/** Name of the job that drops old news. */
const DROP_NEWS = 'drop-news'
/** How long news are kept: a page that slept over a long weekend still learns what it missed. */
const KEPT_MS = 4 * 24 * 60 * 60 * 1000

/** Defines the upkeep of news; before the queue starts. */
export function defineNewsJobs(jobs: Jobs, database: Database): void {
  jobs.define(
    DROP_NEWS,
    async () => {
      const before = new Date(Date.now() - KEPT_MS).toISOString()
      await database.transaction((tx) => dropNews(tx, before))
    },
    { perKey: 'one', retry: { limit: 2 } },
  )
}

/** Once a night. */
export async function scheduleNewsUpkeep(jobs: Jobs): Promise<void> {
  await jobs.schedule(DROP_NEWS, { cron: '23 3 * * *' }, null)
}
