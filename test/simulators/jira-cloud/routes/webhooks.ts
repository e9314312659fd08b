import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { failure, json } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { pageBean } from '../../jira/routes/paging.ts'
import type { DynamicHook } from '../../jira/webhooks.ts'

const FORBIDDEN = 'Only Connect and OAuth 2.0 apps can use this operation.'

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []

const render = (hook: DynamicHook): JsonObject => ({
  id: Number(hook.id),
  url: hook.url,
  jqlFilter: hook.jqlFilter,
  ...(hook.fieldIdsFilter.length === 0 ? {} : { fieldIdsFilter: [...hook.fieldIdsFilter] }),
  events: [...hook.events],
  expirationDate: hook.expiresAt,
})

/** Webhooks that an app registers for itself: they end after 30 days, and their deliveries are not signed. */
export const addDynamicWebhookRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  const { webhooks } = context
  const path = '/rest/api/3/webhook'
  const forApps =
    (handle: (request: JiraRequest, account: string) => Reply) =>
    (request: JiraRequest): Reply =>
      request.auth === 'oauth' && request.caller !== null
        ? handle(request, request.caller.accountId)
        : failure(403, FORBIDDEN)
  const ids = (request: JiraRequest): readonly string[] => {
    const { webhookIds } = bodyOf(request)
    return Array.isArray(webhookIds) ? webhookIds.map(String) : []
  }
  router.add(
    'GET',
    path,
    forApps((request, account) =>
      json(
        pageBean(context, request, {
          items: webhooks.dynamicHooks(account),
          most: 100,
          fallback: 100,
          render,
        }),
      ),
    ),
  )
  router.add(
    'POST',
    path,
    forApps((request, account) => {
      const { url, webhooks: wanted } = bodyOf(request)
      if (typeof url !== 'string' || !Array.isArray(wanted))
        return failure(400, 'The request must name a url and at least one webhook.')
      const results = wanted.filter(isJsonObject).map((seed) => {
        const { jqlFilter } = seed
        const made = webhooks.register({
          account,
          url,
          events: strings(seed['events']),
          jqlFilter: typeof jqlFilter === 'string' ? jqlFilter : '',
          fieldIdsFilter: strings(seed['fieldIdsFilter']),
        })
        return 'id' in made ? { createdWebhookId: Number(made.id) } : { errors: [...made] }
      })
      return json({ webhookRegistrationResult: results })
    }),
  )
  router.add(
    'PUT',
    `${path}/refresh`,
    forApps((request, account) => json({ expirationDate: webhooks.refresh(account, ids(request)) })),
  )
  router.add(
    'DELETE',
    path,
    forApps((request, account) => {
      webhooks.remove(account, ids(request))
      return { status: 202, headers: {}, body: null }
    }),
  )
  // Of apps, only those on Connect may read it; there are none here.
  router.add('GET', `${path}/failed`, () => failure(403, FORBIDDEN))
}
