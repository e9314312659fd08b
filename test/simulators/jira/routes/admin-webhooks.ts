import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { failure, json, NO_CONTENT } from '../http/reply.ts'
import { bodyOf, type JiraRequest, param } from '../http/request.ts'
import type { AdminHook } from '../webhooks.ts'
import type { RouteContext } from './context.ts'

const SECTION = 'issue-related-events-section'

/** Webhooks that administrators make: they stay, and with a secret their deliveries are signed. */
export const addAdminWebhookRoutes = (
  router: Router<JiraRequest>,
  { world, webhooks }: RouteContext,
  base: string,
): void => {
  const path = `${base}/webhooks/1.0/webhook`
  const render = (hook: AdminHook): JsonObject => ({
    self: `${world.siteUrl}/rest/webhooks/1.0/webhook/${hook.id}`,
    name: hook.name,
    url: hook.url,
    events: [...hook.events],
    filters: { [SECTION]: hook.jql },
    excludeBody: false,
    enabled: true,
    isSigned: hook.secret !== null,
    lastUpdated: hook.createdAt,
  })
  router.add('GET', path, () => json(webhooks.adminHooks.map(render)))
  router.add('POST', path, (request): Reply => {
    const { name, url, events, secret, filters } = bodyOf(request)
    if (typeof url !== 'string' || typeof name !== 'string')
      return failure(400, 'A webhook needs a name and a url.')
    const jql = isJsonObject(filters) ? filters[SECTION] : undefined
    const hook = webhooks.addAdminHook({
      name,
      url,
      ...(typeof secret === 'string' ? { secret } : {}),
      ...(Array.isArray(events) ? { events: events.map(String) } : {}),
      ...(typeof jql === 'string' ? { jql } : {}),
    })
    return json(render(hook), 201)
  })
  router.add('DELETE', `${path}/{id}`, (request) =>
    webhooks.removeAdminHook(param(request, 'id')) ? NO_CONTENT : failure(404, 'There is no such webhook.'),
  )
}
