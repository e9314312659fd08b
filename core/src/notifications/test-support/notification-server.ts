import { auth, defineNotifier, secret, z, type AnyNotifier, type NotifyContext } from '@headless-pmo/sdk'
import { checkConfigured, configuredNotifier } from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import { DefinitionService } from '../../definitions/index.ts'
import { createCipher, systemClock } from '../../host/index.ts'
import { createJobs, type Jobs } from '../../jobs/index.ts'
import {
  defineNotificationJobs,
  NotificationService,
  NotifierService,
  type NotificationParts,
} from '../index.ts'
import { notifications } from '../tables.ts'

const Config = z.object({
  url: z.string().describe('Address'),
  mode: z.string().default('post').describe('Way'),
})
type Config = z.output<typeof Config>

/** The signing secret of every notifier here. */
export const SIGNING = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** A plugin that posts, or does as a test says. */
export const hookNotifier = (notify?: (context: NotifyContext<Config>) => Promise<unknown>): AnyNotifier =>
  defineNotifier({
    config: Config,
    secrets: { signing: secret('Standard Webhooks secret') },
    authorize: auth.standardWebhooks('signing'),
    egress: ({ url }) => [url],
    async notify(context) {
      // Tests give what plain JavaScript could.
      if (notify !== undefined) return (await notify(context)) as { readonly ok: true }
      const { fetch, config, notification, deliveryId, signal } = context
      const reply = await fetch(config.url, {
        method: 'POST',
        headers: { 'webhook-id': deliveryId, 'content-type': 'application/json' },
        body: JSON.stringify(notification),
        signal,
      })
      if (reply.ok) return { ok: true }
      const asked = Number(reply.headers.get('retry-after') ?? Number.NaN)
      return {
        ok: false,
        retry: reply.status >= 500 || reply.status === 429,
        message: `The receiver answered ${reply.status}: ${await reply.text()}`,
        ...(Number.isNaN(asked) ? {} : { retryAfterSeconds: asked }),
        ...(reply.status === 410 && { disable: true as const }),
      }
    },
  })

/** Tells when a look at a delivery is over. */
class WatchedService extends NotificationService {
  readonly #waiting = new Set<() => void>()
  looks = 0

  override async work(job: { readonly delivery: string; readonly turn: number }, signal: AbortSignal) {
    await super.work(job, signal)
    this.looks++
    for (const wake of this.#waiting) wake()
  }

  async looked(times: number): Promise<void> {
    while (this.looks < times) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#waiting.add(resolve)
      await promise
      this.#waiting.delete(resolve)
    }
  }
}

/** The part of a server that tells; for tests. */
export interface NotificationServer extends AsyncDisposable {
  readonly notifiers: NotifierService
  readonly service: NotificationService
  readonly jobs: Jobs
  readonly definitions: DefinitionService
  /** Defines notifiers as a file would. */
  define(
    notifiers: Readonly<Record<string, { readonly url: string; readonly on?: readonly string[] }>>,
  ): Promise<void>
  emit(title: string): Promise<readonly string[]>
  /** Looks at a delivery as its job would. */
  work(delivery: string, signal?: AbortSignal): Promise<void>
  turnOf(delivery: string): Promise<number>
  /** Resolves when the queue has looked at deliveries so many times. */
  looked(times: number): Promise<void>
}

export async function notificationServer(
  database: Database,
  options: Partial<NotificationParts> & {
    readonly notify?: (context: NotifyContext<Config>) => Promise<unknown>
    /** Names more kinds of jobs. */
    readonly defining?: (jobs: Jobs) => void
    /** Runs the queue's workers too. */
    readonly working?: boolean
  } = {},
): Promise<NotificationServer> {
  const { notify, working = false, defining, ...parts } = options
  process.env['PMO_TEST_SIGNING'] = SIGNING
  const definitions = new DefinitionService(database)
  const jobs = createJobs(database, { warn: () => undefined, error: () => undefined })
  const notifiers = new NotifierService({
    database,
    definitions,
    plugins: {
      notifier: async () => ({ plugin: { id: 'hook', version: '1.0.0' }, notifier: hookNotifier(notify) }),
      contribution: () => hookNotifier(),
      checkNotifier: (input, at) => checkConfigured(hookNotifier(), configuredNotifier(input, at)),
      run: (_, __, work) => work(),
    },
    baseDir: '/',
    cipher: createCipher(Buffer.alloc(32, 1)),
  })
  const service = new WatchedService({
    database,
    definitions,
    jobs,
    notifiers,
    clock: systemClock,
    random: () => 0.5,
    ...parts,
  })
  defineNotificationJobs(jobs, service, { pollSeconds: 0.5 })
  defining?.(jobs)
  await jobs.start({ work: working })
  const turnOf = async (id: string): Promise<number> => {
    const row = await notifications(database.root)
      .selectFrom('pmo.notification_delivery')
      .select('turn')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return row.turn
  }
  return {
    notifiers,
    service,
    jobs,
    definitions,
    turnOf,
    looked: (times) => service.looked(times),
    async define(all) {
      const entries = Object.entries(all).map(([id, { url, on = ['*'] }]) => [
        id,
        { plugin: 'hook', on, url, secrets: { signing: 'env:PMO_TEST_SIGNING' } },
      ])
      // The kinds are checked by the schema of the file.
      await definitions.applyFile({ notifiers: Object.fromEntries(entries) as Record<string, never> })
    },
    emit: (title) => database.transaction((tx: Tx) => service.emit(tx, noticeOf(title))),
    work: async (delivery, signal = new AbortController().signal) =>
      service.work({ delivery, turn: await turnOf(delivery) }, signal),
    async [Symbol.asyncDispose]() {
      await jobs.stop({ drainMs: 2000 })
      await notifiers[Symbol.asyncDispose]()
    },
  }
}

const noticeOf = (title: string) =>
  ({
    type: 'plugin.released',
    at: '2026-03-01T12:00:00.000Z',
    title,
    text: title,
    data: { plugin: 'some' },
  }) as const
