import type { Tx } from '../../database/index.ts'
import type { Jobs } from '../../jobs/index.ts'
import type { LinkFinder } from './link-finder.ts'

/** Name of the job that reads changed texts for links. */
const FIND_JOB = 'links-find'

/** Defines the finding of links; before the queue starts. */
export function defineLinkJobs(jobs: Jobs, finder: Pick<LinkFinder, 'catchUp'>): void {
  jobs.define(
    FIND_JOB,
    async () => {
      await finder.catchUp()
    },
    { perKey: 'one-waiting-one-running', retry: { limit: 2 } },
  )
}

/** Has changed texts read, together with what the transaction writes. */
export async function findLinksLater(jobs: Jobs, tx: Tx): Promise<void> {
  await jobs.enqueue(tx, FIND_JOB, null)
}
