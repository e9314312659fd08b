import { type Authority, maySee } from '../auth.ts'
import type { Reply } from '../../common/http/reply.ts'
import { failure, movedTo, notFound } from '../http/reply.ts'
import { numberParam, param, type SimulatorRequest } from '../http/request.ts'
import type { RateLimiter } from '../limits.ts'
import { findRepository, isVisible, repositoryOf } from '../state/lookup.ts'
import type { Issue, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'

/** What routes work on. */
export interface RouteContext {
  readonly world: World
  readonly authority: Authority
  readonly limiter: RateLimiter
  /** Version that `/meta` names on an Enterprise Server; null on github.com. */
  readonly enterpriseVersion: string | null
}

/** Runs `serve` with the repository of the path: 301 under a former name, 404 where it may not be seen. */
export const withRepository = (
  context: RouteContext,
  request: SimulatorRequest,
  serve: (repository: Repository) => Reply,
): Reply => {
  const fullName = `${param(request, 'owner')}/${param(request, 'repo')}`
  const repository = findRepository(context.world, fullName)
  if (repository !== undefined) return maySee(request.principal, repository) ? serve(repository) : notFound()
  const renamed = findRepository(context.world, fullName, true)
  if (renamed === undefined || !maySee(request.principal, renamed)) return notFound()
  const rest = request.path.split('/').slice(4).join('/')
  const query = request.query.size === 0 ? '' : `?${request.query.toString()}`
  return movedTo(`${request.root}/repositories/${renamed.id}${rest === '' ? '' : `/${rest}`}${query}`)
}

export interface IssueScope {
  readonly repository: Repository
  readonly issue: Issue
}

/**
 * Runs `serve` with the issue of the path. Moved answers 301 where `redirects` (the description does not know it
 * everywhere: elsewhere 404), deleted 410, hidden 404.
 */
export const withIssue = (
  context: RouteContext,
  request: SimulatorRequest,
  options: { readonly redirects: boolean; readonly serve: (scope: IssueScope) => Reply },
): Reply =>
  withRepository(context, request, (repository) => {
    const number = numberParam(request, 'issue_number')
    const issue = repository.issues.get(number)
    if (issue !== undefined) return issue.hidden ? notFound() : options.serve({ repository, issue })
    const departed = repository.departed.get(number)
    if (departed === undefined) return notFound()
    if (departed.kind === 'deleted') return failure(410, 'This issue was deleted')
    const target = currentIssue(context.world, departed.issueId)
    if (target === undefined || !options.redirects || !isVisible(context.world, target)) return notFound()
    const home = repositoryOf(context.world, target)
    if (!maySee(request.principal, home)) return notFound()
    const rest = request.path.split('/').slice(6).join('/')
    return movedTo(
      `${request.root}/repositories/${home.id}/issues/${target.number}${rest === '' ? '' : `/${rest}`}`,
    )
  })

/** The issue an id lives on as, after any number of transfers. */
const currentIssue = (world: World, id: number): Issue | undefined => {
  let current = id
  for (let next = world.successors.get(current); next !== undefined; next = world.successors.get(current))
    current = next
  return world.issues.get(current)
}

export const pageCap = (context: RouteContext): number => context.limiter.limits.maxPerPage
