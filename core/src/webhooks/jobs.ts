import type { Clock } from '@headless-pmo/engine'
import { z } from 'zod'
import { isPmoError } from '../config/index.ts'
import type { ConnectionService } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { LeaseKeeper } from './lease-keeper.ts'
import { leaseRows } from './lease-rows.ts'

/** Name of the job that checks the webhooks of one connection; its key and data name the connection. */
const CHECK_JOB = 'webhooks-check'

/** Name of the job that has all of them checked. */
const SWEEP_JOB = 'webhooks-sweep'

const CheckData = z.object({ connection: z.string() })

/** Often enough that a webhook that is gone is noticed within the hour; it costs one request a connection. */
const EVERY_MINUTES = 30

/** No sooner than this after a check, in seconds, however short webhooks live. */
const LEAST_SECONDS = 20

/** Defines the upkeep of registered webhooks; before the queue starts. */
export function defineWebhookJobs(
  jobs: Jobs,
  parts: {
    readonly database: Database
    readonly connections: Pick<ConnectionService, 'list'>
    readonly keeper: LeaseKeeper
    readonly clock: Pick<Clock, 'now'>
    /** Whether a plugin can register webhooks, by what it declares: none of its code runs to find out. */
    readonly registers: (plugin: string) => boolean
  },
): void {
  const { database, connections, keeper, clock, registers } = parts
  jobs.define(
    CHECK_JOB,
    async (data) => {
      const { connection } = CheckData.parse(data)
      const check = await keeper.check(connection).catch((error: unknown) => {
        // What cannot be opened says so in its runs, and in doctor.
        if (isPmoError(error)) return undefined
        throw error
      })
      const seconds = check?.nextAt === undefined ? Infinity : (check.nextAt - clock.now()) / 1000
      if (seconds < EVERY_MINUTES * 60) {
        const startAfter = Math.max(LEAST_SECONDS, Math.ceil(seconds))
        await database.transaction((tx) =>
          jobs.enqueue(tx, CHECK_JOB, { connection }, { key: connection, startAfter }),
        )
      }
    },
    { perKey: 'one-waiting-one-running', retry: { limit: 1 } },
  )
  jobs.define(
    SWEEP_JOB,
    async () => {
      for (const { id, plugin, problem } of await connections.list()) {
        // Others are opened only where something of theirs may have to be given back.
        const concerns = problem === undefined && registers(plugin)
        if (!concerns && (await leaseRows(database.root, id)).length === 0) continue
        await database.transaction((tx) => jobs.enqueue(tx, CHECK_JOB, { connection: id }, { key: id }))
      }
    },
    { perKey: 'one', retry: { limit: 2 } },
  )
}

/** Has webhooks checked from now on, and once at the start. */
export async function scheduleWebhooks(jobs: Jobs, database: Database): Promise<void> {
  await jobs.schedule(SWEEP_JOB, { everyMinutes: EVERY_MINUTES }, null)
  await database.transaction((tx) => jobs.enqueue(tx, SWEEP_JOB, null))
}
