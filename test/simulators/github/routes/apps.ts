import { timestamp } from '../../common/clock.ts'
import type { AppCredentials } from '../auth.ts'
import { pagedJson } from '../http/paging.ts'
import type { Reply } from '../../common/http/reply.ts'
import { failure, json, notFound } from '../http/reply.ts'
import { numberParam, type SimulatorRequest } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import type { JsonObject } from '../../common/json.ts'
import { renderActor } from '../render/account.ts'
import type { Installation } from '../state/model.ts'
import { pageCap, type RouteContext } from './context.ts'

const PERMISSIONS: JsonObject = {
  issues: 'read',
  metadata: 'read',
  organization_projects: 'read',
  members: 'read',
}

/** A GitHub App: itself, its installations, and tokens for a signed JWT. */
export const addAppRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const asApp = (request: SimulatorRequest, serve: (appId: number) => Reply): Reply =>
    request.principal.kind === 'app'
      ? serve(request.principal.appId)
      : failure(401, 'A JSON web token could not be decoded')
  const installationsOf = (appId: number): Installation[] =>
    context.world.installations.filter((installation) => installation.appId === appId)

  router.add('GET', '/app', (request) => asApp(request, (appId) => json(appPayload(context, appId))))
  router.add('GET', '/app/installations', (request) =>
    asApp(request, (appId) =>
      pagedJson(request, {
        items: installationsOf(appId),
        cap: pageCap(context),
        render: (installation) => installationPayload(context, installation),
      }),
    ),
  )
  router.add('GET', '/app/installations/{installation_id}', (request) =>
    asApp(request, (appId) => {
      const id = numberParam(request, 'installation_id')
      const installation = installationsOf(appId).find((candidate) => candidate.id === id)
      return installation === undefined ? notFound() : json(installationPayload(context, installation))
    }),
  )
  router.add('POST', '/app/installations/{installation_id}/access_tokens', (request) =>
    asApp(request, (appId) => {
      const id = numberParam(request, 'installation_id')
      const installation = installationsOf(appId).find((candidate) => candidate.id === id)
      if (installation === undefined) return notFound()
      const { token, expiresAt } = context.authority.issue(installation)
      const selection = installation.repositories === undefined ? 'all' : 'selected'
      const body = {
        token,
        expires_at: timestamp(expiresAt),
        permissions: PERMISSIONS,
        repository_selection: selection,
      }
      return json(body, { status: 201 })
    }),
  )
}

const appPayload = (context: RouteContext, appId: number): unknown => {
  const app: AppCredentials | undefined = context.authority.app(appId)
  const slug = app?.slug ?? `app-${appId}`
  const owner =
    context.world.installations.find((installation) => installation.appId === appId)?.account ?? null
  return {
    id: appId,
    slug,
    node_id: context.world.nodeId('installation', appId),
    owner: renderActor(context.world, owner),
    name: slug,
    description: null,
    external_url: `${context.world.addresses.html}/apps/${slug}`,
    html_url: `${context.world.addresses.html}/apps/${slug}`,
    created_at: '2024-01-01T00:00:00Z',
    updated_at: '2024-01-01T00:00:00Z',
    permissions: PERMISSIONS,
    events: ['issues'],
  }
}

const installationPayload = (context: RouteContext, installation: Installation): unknown => {
  const { api, html } = context.world.addresses
  const account = context.world.accounts.get(installation.account.toLowerCase())
  return {
    id: installation.id,
    account: renderActor(context.world, installation.account),
    repository_selection: installation.repositories === undefined ? 'all' : 'selected',
    access_tokens_url: `${api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${html}/organizations/${installation.account}/settings/installations/${installation.id}`,
    app_id: installation.appId,
    app_slug: context.authority.app(installation.appId)?.slug ?? `app-${installation.appId}`,
    target_id: account?.id ?? 0,
    target_type: account?.type === 'Organization' ? 'Organization' : 'User',
    permissions: PERMISSIONS,
    events: ['issues'],
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  }
}
