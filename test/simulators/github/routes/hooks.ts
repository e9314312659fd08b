import { pagedJson } from '../http/paging.ts'
import type { GitHubRouter } from '../http/request.ts'
import { notFound } from '../http/reply.ts'
import { param } from '../http/request.ts'
import { fullNameOf } from '../state/lookup.ts'
import type { Hook } from '../state/model.ts'
import { pageCap, type RouteContext, withRepository } from './context.ts'

/** The webhooks that are configured; making one is an edit of the simulator, not of its API. */
export const addHookRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const hooksOf = (scope: string): Hook[] =>
    context.world.hooks.filter((hook) => hook.scope.toLowerCase() === scope.toLowerCase())
  router.add('GET', '/repos/{owner}/{repo}/hooks', (request) =>
    withRepository(context, request, (repository) => {
      const self = `${context.world.addresses.api}/repos/${fullNameOf(repository)}`
      return pagedJson(request, {
        items: hooksOf(fullNameOf(repository)),
        cap: pageCap(context),
        render: (hook) => ({
          type: 'Repository',
          ...hookPayload(hook, self),
          test_url: `${self}/hooks/${hook.id}/test`,
          last_response: { code: null, status: 'unused', message: null },
        }),
      })
    }),
  )
  router.add('GET', '/orgs/{org}/hooks', (request) => {
    const org = param(request, 'org')
    if (!context.world.organizations.has(org.toLowerCase())) return notFound()
    const self = `${context.world.addresses.api}/orgs/${org}`
    return pagedJson(request, {
      items: hooksOf(org),
      cap: pageCap(context),
      render: (hook) => ({ type: 'Organization', ...hookPayload(hook, self) }),
    })
  })
}

const hookPayload = (hook: Hook, owner: string): Readonly<Record<string, unknown>> => ({
  id: hook.id,
  name: 'web',
  active: hook.active,
  events: hook.events,
  config: { url: hook.url, content_type: 'json', insecure_ssl: '0', secret: '********' },
  updated_at: hook.createdAt,
  created_at: hook.createdAt,
  url: `${owner}/hooks/${hook.id}`,
  ping_url: `${owner}/hooks/${hook.id}/pings`,
  deliveries_url: `${owner}/hooks/${hook.id}/deliveries`,
})
