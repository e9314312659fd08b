import { orAborted } from '@headless-pmo/engine'
import { z } from 'zod'
import { isPmoError } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import { forgetDeliveries } from '../host/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { ConnectionService } from './service.ts'

/** Name of the job that drops the ids of old webhook deliveries. */
const FORGET_DELIVERIES = 'forget-deliveries'

/** Name of the job that asks a tracker who we are there; its key and data name the connection. */
const PROBE = 'probe'

const ProbeData = z.object({ connection: z.string() })

/** Defines the upkeep of connections; before the queue starts. */
export function defineConnectionJobs(jobs: Jobs, database: Database, connections: ConnectionService): void {
  jobs.define(
    PROBE,
    async (data, { signal }) => {
      try {
        await orAborted(connections.probe(ProbeData.parse(data).connection), signal)
      } catch (error) {
        // What cannot be opened has said so in its run. A server that stops leaves the question for the next failure.
        if (!isPmoError(error) && !signal.aborted) throw error
      }
    },
    { perKey: 'one', retry: { limit: 0 } },
  )
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

/** Has a tracker asked what is wrong, together with what the transaction writes. */
export async function probeLater(jobs: Jobs, tx: Tx, connection: string): Promise<void> {
  await jobs.enqueue(tx, PROBE, { connection }, { key: connection })
}
