import { accountKey } from '../auth.ts'
import { json } from '../http/reply.ts'
import type { GitHubRouter } from '../http/request.ts'
import type { Resource } from '../limits.ts'
import type { RouteContext } from './context.ts'

/** Limits and the server's own description. */
export const addMetaRoutes = (router: GitHubRouter, context: RouteContext): void => {
  router.add('GET', '/rate_limit', (request) => {
    const key = accountKey(request.principal)
    const shown = (resource: Resource): unknown => context.limiter.window(key, resource)
    return json({
      resources: { core: shown('core'), graphql: shown('graphql'), search: shown('search') },
      rate: shown('core'),
    })
  })
  router.add('GET', '/meta', () =>
    json({
      verifiable_password_authentication: false,
      ...(context.enterpriseVersion === null ? {} : { installed_version: context.enterpriseVersion }),
    }),
  )
  router.add('GET', '/versions', () => json(['2022-11-28', '2026-03-10']))
}
