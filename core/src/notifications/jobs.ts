import { z } from 'zod'
import type { Jobs } from '../jobs/index.ts'
import { NOTIFY_JOB, type NotificationService } from './notification-service.ts'

/** Name of the job that forgets old deliveries and finds lost ones. */
const UPKEEP_JOB = 'notify-upkeep'

const NotifyData = z.object({ delivery: z.string(), turn: z.int() })

/** Deliveries that one process sends at once, and to one notifier: a receiver that hangs holds up its own alone. */
const CONCURRENCY = 4
const PER_NOTIFIER = 1

/**
 * Defines what notifications do in the background; before the queue starts.
 * @param options `pollSeconds`: between two looks for attempts whose time has come
 */
export function defineNotificationJobs(
  jobs: Jobs,
  service: NotificationService,
  options: { readonly pollSeconds?: number } = {},
): void {
  jobs.define(NOTIFY_JOB, (data, { signal }) => service.work(NotifyData.parse(data), signal), {
    concurrency: CONCURRENCY,
    // The key names a delivery and its turn, so that a lost one can be queued again without a second request.
    perKey: 'one',
    perGroup: PER_NOTIFIER,
    // Attempts are counted with the delivery; these are for a server that ended in the middle.
    retry: { limit: 20, delaySeconds: 1, maxDelaySeconds: 60 },
    timeoutSeconds: 300,
    ...options,
  })
  jobs.define(
    UPKEEP_JOB,
    async () => {
      await service.forget()
      await service.recover()
    },
    { perKey: 'one', retry: { limit: 2 } },
  )
}

/** Every hour: few rows are looked at. */
export async function scheduleNotificationUpkeep(jobs: Jobs): Promise<void> {
  await jobs.schedule(UPKEEP_JOB, { everyMinutes: 60 }, null)
}
