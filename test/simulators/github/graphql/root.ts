import { maySee } from '../auth.ts'
import { timestamp } from '../../common/clock.ts'
import type { RateWindow } from '../limits.ts'
import { findAccount, findRepository } from '../state/lookup.ts'
import { mayRead, type ResolverContext } from './context.ts'
import type { QueryCost } from './cost.ts'
import { GithubGraphqlError, NOT_FOUND } from './github-error.ts'
import { resolveAccount, resolveActor, resolveOwner, resolveUser } from './resolve-account.ts'
import { resolveIssue, resolveLabel, resolveMilestone, resolveRepository } from './resolve-issue.ts'
import { resolveItem, resolveProject } from './resolve-project.ts'

const missing = (kind: string, what: string): never => {
  throw new GithubGraphqlError(NOT_FOUND, `Could not resolve to ${kind} with ${what}.`)
}

/** Ties the resolvers together for one query. */
export const contextOf = (shared: Omit<ResolverContext, 'resolve'>): ResolverContext => {
  const context: ResolverContext = {
    ...shared,
    resolve: {
      actor: (login) => resolveActor(context, login),
      user: (login) => resolveUser(context, login),
      owner: (login) => resolveOwner(context, login),
      repository: (repository) => resolveRepository(context, repository),
      issue: (issue) => resolveIssue(context, issue),
      label: (repository, label) => resolveLabel(context, repository, label),
      milestone: (repository, milestone) => resolveMilestone(context, repository, milestone),
      project: (project) => resolveProject(context, project),
      item: (project, item) => resolveItem(context, project, item),
    },
  }
  return context
}

/** The fields of Query. */
export const rootOf = (
  context: ResolverContext,
  rate: () => { readonly window: RateWindow; readonly cost: QueryCost },
): Record<string, unknown> => {
  const { world, principal } = context
  const account = (login: string, kind: 'a User' | 'an Organization' | 'a RepositoryOwner'): unknown => {
    const found = findAccount(world, login)
    const isOrganization = found?.type === 'Organization'
    const fits = kind === 'a RepositoryOwner' || (kind === 'an Organization') === isOrganization
    return found === undefined || !fits
      ? missing(kind, `the login of '${login}'`)
      : resolveAccount(context, found)
  }
  const node = (id: string): unknown => nodeOf(context, id) ?? missing('a node', `the global id of '${id}'`)
  return {
    node: ({ id }: { readonly id: string }) => node(id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => nodeOf(context, id)),
    organization: ({ login }: { readonly login: string }) => account(login, 'an Organization'),
    user: ({ login }: { readonly login: string }) => account(login, 'a User'),
    repositoryOwner: ({ login }: { readonly login: string }) => account(login, 'a RepositoryOwner'),
    repository: (args: {
      readonly owner: string
      readonly name: string
      readonly followRenames?: boolean
    }) => {
      const fullName = `${args.owner}/${args.name}`
      const repository = findRepository(world, fullName, args.followRenames !== false)
      return repository === undefined || !maySee(principal, repository)
        ? missing('a Repository', `the name '${fullName}'`)
        : resolveRepository(context, repository)
    },
    viewer: () => {
      if (principal.kind === 'user') return account(principal.login, 'a User')
      return missing('a User', 'this credential')
    },
    rateLimit: ({ dryRun }: { readonly dryRun?: boolean }) => {
      const { window, cost } = rate()
      const spent = dryRun === true ? 0 : cost.points
      return {
        cost: cost.points,
        nodeCount: cost.nodes,
        limit: window.limit,
        used: window.used + spent,
        remaining: Math.max(0, window.remaining - spent),
        resetAt: timestamp(window.reset * 1000),
      }
    },
  }
}

const nodeOf = (context: ResolverContext, id: string): unknown => {
  const { world } = context
  for (const issue of world.issues.values())
    if (issue.nodeId === id) return mayRead(context, issue) ? resolveIssue(context, issue) : null
  for (const project of world.projects) {
    if (project.nodeId === id) return resolveProject(context, project)
    for (const item of project.items) if (item.nodeId === id) return resolveItem(context, project, item)
  }
  for (const repository of world.repositories.values())
    if (repository.nodeId === id)
      return maySee(context.principal, repository) ? resolveRepository(context, repository) : null
  for (const account of world.accounts.values())
    if (account.nodeId === id) return resolveAccount(context, account)
  return null
}
