import { pagedJson } from '../http/paging.ts'
import { failure, json, notFound } from '../http/reply.ts'
import { param } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderActor, renderOrganization, renderUser } from '../render/account.ts'
import { renderIssueField, renderType } from '../render/issue-type.ts'
import { findAccount, findOrganization } from '../state/lookup.ts'
import type { Organization, Team } from '../state/model.ts'
import { pageCap, type RouteContext } from './context.ts'

/** Users, organisations and what an organisation defines. */
export const addPeopleRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const { world } = context
  const cap = (): number => pageCap(context)
  router.add('GET', '/user', (request) => {
    const { principal } = request
    if (principal.kind === 'installation') return failure(403, 'Resource not accessible by integration')
    const account = principal.kind === 'user' ? findAccount(world, principal.login) : undefined
    return account === undefined ? failure(401, 'Requires authentication') : json(renderUser(world, account))
  })
  router.add('GET', '/users/{username}', (request) => {
    const account = findAccount(world, param(request, 'username'))
    return account === undefined ? notFound() : json(renderUser(world, account))
  })
  router.add('GET', '/orgs/{org}', (request) => {
    const account = findAccount(world, param(request, 'org'))
    return account?.type === 'Organization' ? json(renderOrganization(world, account)) : notFound()
  })
  router.add('GET', '/user/orgs', (request) =>
    request.principal.kind === 'anonymous'
      ? failure(401, 'Requires authentication')
      : pagedJson(request, {
          items: [...world.organizations.values()],
          cap: cap(),
          render: (organization) => organizationSummary(context, organization),
        }),
  )
  router.add('GET', '/orgs/{org}/members', (request) => {
    const organization = findOrganization(world, param(request, 'org'))
    if (organization === undefined) return notFound()
    const items = organization.members.flatMap((login) => renderActor(world, login) ?? [])
    return pagedJson(request, { items, cap: cap(), render: (member) => member })
  })
  router.add('GET', '/orgs/{org}/teams', (request) => {
    const organization = findOrganization(world, param(request, 'org'))
    if (organization === undefined) return notFound()
    const items = organization.teams
    return pagedJson(request, {
      items,
      cap: cap(),
      render: (team) => teamPayload(context, organization, team),
    })
  })
  router.add('GET', '/orgs/{org}/teams/{team_slug}/members', (request) => {
    const organization = findOrganization(world, param(request, 'org'))
    const team = organization?.teams.find((candidate) => candidate.slug === param(request, 'team_slug'))
    if (team === undefined) return notFound()
    const items = team.members.flatMap((login) => renderActor(world, login) ?? [])
    return pagedJson(request, { items, cap: cap(), render: (member) => member })
  })
  router.add('GET', '/orgs/{org}/issue-types', (request) => {
    const organization = findOrganization(world, param(request, 'org'))
    return organization === undefined ? notFound() : json(organization.issueTypes.map(renderType))
  })
  router.add('GET', '/orgs/{org}/issue-fields', (request) => {
    const organization = findOrganization(world, param(request, 'org'))
    return organization === undefined ? notFound() : json(organization.issueFields.map(renderIssueField))
  })
}

const teamPayload = (context: RouteContext, organization: Organization, team: Team): unknown => {
  const { api, html } = context.world.addresses
  const self = `${api}/orgs/${organization.login}/teams/${team.slug}`
  return {
    id: team.id,
    node_id: team.nodeId,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url: self,
    html_url: `${html}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${self}/members{/member}`,
    repositories_url: `${self}/repos`,
    type: 'organization',
    parent: null,
  }
}

const organizationSummary = (context: RouteContext, organization: Organization): unknown => {
  const account = findAccount(context.world, organization.login)
  if (account === undefined) return null
  const full = renderOrganization(context.world, account)
  const keys = ['login', 'id', 'node_id', 'url', 'repos_url', 'events_url', 'hooks_url', 'issues_url']
  keys.push('members_url', 'public_members_url', 'avatar_url', 'description')
  return Object.fromEntries(keys.map((key) => [key, full[key]]))
}
