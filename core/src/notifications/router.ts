import { z } from 'zod'
import { NOTIFICATION_TYPES } from '@headless-pmo/sdk'
import type { NotifierInput } from '../config/index.ts'
import {
  given,
  pageInput,
  pageOf,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../rpc/index.ts'
import { DELIVERY_STATES } from './delivery.ts'
import type { NotificationService } from './notification-service.ts'
import { DELIVERY_SORTS } from './queries.ts'
import type { NotifierRequest, NotifierService } from './notifier-service.ts'

const json = z.record(z.string(), z.unknown())

const notifierView = z.object({
  id: z.string(),
  title: z.string(),
  plugin: z.string(),
  managed: z.enum(['file', 'api']),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.string(),
  on: z.array(z.string()).readonly().describe('Kinds of notifications, or * for all'),
  config: json.describe("The plugin's own configuration"),
  secrets: z
    .array(z.object({ name: z.string(), from: z.string().describe('env:NAME, file:PATH or stored') }))
    .readonly(),
  off: z
    .object({ reason: z.string(), since: z.string() })
    .optional()
    .describe('It was switched off: nothing is sent until it is switched on or changed'),
  waiting: z.int().describe('Deliveries that wait for an attempt'),
  dead: z.int().describe('Deliveries that were given up'),
  lastDeliveredAt: z.string().optional(),
  problem: z.string().optional().describe('Why it cannot send as it is'),
})

const delivery = z.object({
  id: z.string().describe('The same on every attempt'),
  notifier: z.string(),
  notification: z.string(),
  type: z.enum(NOTIFICATION_TYPES),
  title: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  createdAt: z.string(),
  nextAt: z.string().optional().describe('Of the next attempt'),
  endedAt: z.string().optional(),
  problem: z.string().optional().describe('Why it is not delivered'),
  log: z
    .array(z.object({ at: z.string(), ms: z.number(), problem: z.string().optional() }))
    .readonly()
    .describe('The last attempts, oldest first'),
})

const body = z
  .looseObject({ plugin: z.string(), on: z.array(z.string()), title: z.string().optional() })
  .describe('As in pmo.config.ts: plugin, on, title, secrets by reference, and the plugin’s own fields')
const secretValues = z
  .record(z.string(), z.string())
  .optional()
  .describe('Secrets by value: kept encrypted in the database; needs PMO_SECRET_KEY')

const id = z.object({ id: z.string().min(1) })
const written = id.extend({ notifier: body, secretValues })

/** Checked in the service, which knows the plugin. */
function requestOf(input: z.infer<typeof written>, by: string): NotifierRequest {
  const { notifier, secretValues: values } = input
  return {
    id: input.id,
    body: notifier as unknown as NotifierInput,
    by,
    ...(values !== undefined && { secretValues: values }),
  }
}

/** Notifiers: list, make and change those of the API, try them, see what became of their deliveries. */
export function notifiersRouter(notifiers: NotifierService, notifications: NotificationService) {
  const rest = restRoutes('notifiers')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/notifiers', 'Who is told what happens'))
      .input(z.object(wholeListInput(['id', 'title', 'plugin', 'managed', 'changedAt'])))
      .output(z.object({ notifiers: z.array(notifierView).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await notifiers.list(), input, ({ id }) => id)
        return { notifiers: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/notifiers/{id}', 'One notifier'))
      .input(id)
      .output(notifierView)
      .query(({ input }) => notifiers.get(input.id)),
    create: procedure('administrator')
      .meta(rest('POST', '/notifiers', 'Add a notifier that the API manages'))
      .input(written)
      .output(notifierView)
      .mutation(({ input, ctx }) => notifiers.create(requestOf(input, ctx.principal.name))),
    update: procedure('administrator')
      .meta(rest('PUT', '/notifiers/{id}', 'Replace a notifier that the API manages'))
      .input(written.extend({ version: z.int().describe('The version that was read') }))
      .output(notifierView)
      .mutation(({ input, ctx }) =>
        notifiers.update({ ...requestOf(input, ctx.principal.name), version: input.version }),
      ),
    remove: procedure('administrator')
      .meta(rest('DELETE', '/notifiers/{id}', 'Remove a notifier that the API manages'))
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        await notifiers.remove({ ...input, by: ctx.principal.name })
        return { removed: input.id }
      }),
    enable: procedure('administrator')
      .meta(rest('POST', '/notifiers/{id}/enable', 'Switch a notifier on that was switched off'))
      .input(id)
      .output(notifierView)
      .mutation(({ input }) => notifiers.enable(input.id)),
    test: procedure('administrator')
      .meta(rest('POST', '/notifiers/{id}/test', 'Send a test notification now'))
      .input(id)
      .output(z.object({ ok: z.boolean(), message: z.string().optional() }))
      .mutation(({ input, signal }) => notifications.test(input.id, signal ?? new AbortController().signal)),
    deliveries: procedure('viewer')
      .meta(rest('GET', '/notifiers/{id}/deliveries', 'What became of its notifications, newest first'))
      .input(
        id.extend({
          state: z.enum(DELIVERY_STATES).optional(),
          ...sortInput(DELIVERY_SORTS, 'the newest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(delivery))
      .query(({ input: { id: notifier, state, ...page } }) =>
        notifications.deliveries({ notifier, ...page, ...given({ state }) }),
      ),
    redeliver: procedure('administrator')
      .meta(rest('POST', '/deliveries/{delivery}/redeliver', 'Send a delivery again, under the same id'))
      .input(z.object({ delivery: z.string().min(1) }))
      .output(z.object({ delivery: z.string(), notifier: z.string() }))
      .mutation(async ({ input }) => ({
        delivery: input.delivery,
        ...(await notifications.redeliver(input.delivery)),
      })),
  })
}
