import type { Router } from '../../common/http/router.ts'
import { json } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'

const SCOPE = 'read:jira-work read:jira-user manage:jira-webhook offline_access'

/** `auth.atlassian.com` and the site list of `api.atlassian.com`: refresh tokens rotate at every use. */
export const addOAuthRoutes = (
  router: Router<JiraRequest>,
  { authority, world }: RouteContext,
  cloudId: string,
): void => {
  router.add('POST', '/oauth/token', (request) => {
    const body = bodyOf(request)
    const text = (name: string): string => {
      const value = body[name]
      return typeof value === 'string' ? value : ''
    }
    if (text('grant_type') !== 'refresh_token')
      return json({ error: 'unsupported_grant_type', error_description: 'Use refresh_token.' }, 400)
    const grant = authority.refresh(text('client_id'), text('client_secret'), text('refresh_token'))
    if (grant === undefined)
      return json({ error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' }, 403)
    return json({
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      expires_in: grant.expiresIn,
      token_type: 'Bearer',
      scope: SCOPE,
    })
  })
  router.add('GET', '/oauth/token/accessible-resources', () =>
    json([{ id: cloudId, name: 'acme', url: world.siteUrl, scopes: SCOPE.split(' '), avatarUrl: '' }]),
  )
}
