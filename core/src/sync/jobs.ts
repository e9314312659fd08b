import { z } from 'zod'
import type { Jobs } from '../jobs/index.ts'
import { SYNC_JOB, type SyncService } from './service.ts'

/** Name of the job that queues the scheduled run of a connection; its key and data name the connection. */
const SCHEDULED_JOB = 'sync-scheduled'

const RunData = z.object({ run: z.string() })
const ScheduledData = z.object({ connection: z.string() })

/** Connections that one process syncs at once. */
const CONCURRENCY = 4

/** Defines what syncing does in the background; before the queue starts. */
export function defineSyncJobs(jobs: Jobs, service: SyncService): void {
  jobs.define(SYNC_JOB, (data, { signal }) => service.work(RunData.parse(data).run, signal), {
    // The lease lets one run of a connection in at a time. The queue must not: a job whose worker was killed
    // counts as running until its heartbeat is missed, and would hold up every later one.
    concurrency: CONCURRENCY,
    perKey: 'any',
    retry: { limit: 5, delaySeconds: 5 },
  })
  jobs.define(
    SCHEDULED_JOB,
    async (data) => {
      await service.start({ connection: ScheduledData.parse(data).connection, trigger: 'schedule' })
    },
    { perKey: 'one-waiting', retry: { limit: 0 } },
  )
}

/** Makes the schedules equal to what the connections ask for; one without an interval runs by hand only. */
export async function scheduleConnections(
  jobs: Jobs,
  connections: readonly { readonly id: string; readonly everyMinutes?: number }[],
): Promise<void> {
  const wanted = new Map(
    connections.flatMap((c) => (c.everyMinutes === undefined ? [] : [[c.id, c.everyMinutes] as const])),
  )
  for (const schedule of await jobs.schedules()) {
    if (schedule.name === SCHEDULED_JOB && !wanted.has(schedule.key))
      await jobs.unschedule(SCHEDULED_JOB, schedule.key)
  }
  for (const [id, everyMinutes] of wanted) {
    await jobs.schedule(SCHEDULED_JOB, { everyMinutes }, { connection: id }, { key: id })
  }
}
