import { maySee } from '../auth.ts'
import { pagedJson, pageOf } from '../http/paging.ts'
import type { Reply } from '../../common/http/reply.ts'
import { failure, json, notFound } from '../http/reply.ts'
import { numberParam, param, type SimulatorRequest } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderActor } from '../render/account.ts'
import { renderLabel, renderMilestone, shareClosed } from '../render/milestone.ts'
import { renderFullRepository, renderRepository } from '../render/repository.ts'
import { renderIssue } from '../render/issue.ts'
import { findOrganization, fullNameOf, labelNamed } from '../state/lookup.ts'
import type { Milestone, Repository } from '../state/model.ts'
import { renderType } from '../render/issue-type.ts'
import { pageCap, type RouteContext, withRepository } from './context.ts'

const REPOSITORY = '/repos/{owner}/{repo}'

/** Repositories, and what belongs to one: labels, milestones, assignees, types, pull requests. */
export const addRepositoryRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const { world } = context
  const cap = (): number => pageCap(context)
  const visible = (request: SimulatorRequest): Repository[] =>
    [...world.repositories.values()].filter((repository) => maySee(request.principal, repository))

  router.add('GET', REPOSITORY, (request) =>
    withRepository(context, request, (repository) => json(renderFullRepository(world, repository))),
  )
  router.add('GET', '/orgs/{org}/repos', (request) => {
    const org = param(request, 'org').toLowerCase()
    if (!world.organizations.has(org)) return notFound()
    const items = sorted(visible(request), request).filter(
      (repository) => repository.owner.toLowerCase() === org,
    )
    return pagedJson(request, {
      items,
      cap: cap(),
      render: (repository) => renderRepository(world, repository),
    })
  })
  router.add('GET', '/user/repos', (request) =>
    request.principal.kind === 'anonymous'
      ? failure(401, 'Requires authentication')
      : pagedJson(request, {
          items: sorted(visible(request), request),
          cap: cap(),
          render: (repository) => renderRepository(world, repository),
        }),
  )
  router.add('GET', '/installation/repositories', (request) => {
    if (request.principal.kind !== 'installation')
      return failure(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      )
    const { account, repositories } = request.principal.installation
    const items = visible(request).filter(
      (repository) =>
        repository.owner.toLowerCase() === account.toLowerCase() &&
        (repositories === undefined || repositories.includes(fullNameOf(repository))),
    )
    const { slice, headers } = pageOf(request, { items, cap: cap() })
    const body = {
      total_count: items.length,
      repository_selection: repositories === undefined ? 'all' : 'selected',
      repositories: slice.map((repository) => renderRepository(world, repository)),
    }
    return json(body, { headers })
  })
  router.add('GET', `${REPOSITORY}/labels`, (request) =>
    withRepository(context, request, (repository) =>
      pagedJson(request, {
        items: repository.labels,
        cap: cap(),
        linkPath: `/repositories/${repository.id}/labels`,
        render: (label) => renderLabel(world, repository, label),
      }),
    ),
  )
  router.add('GET', `${REPOSITORY}/labels/{name}`, (request) =>
    withRepository(context, request, (repository) => {
      const label = labelNamed(repository, param(request, 'name'))
      return label === undefined ? notFound() : json(renderLabel(world, repository, label))
    }),
  )
  router.add('GET', `${REPOSITORY}/milestones`, (request) =>
    withRepository(context, request, (repository) =>
      pagedJson(request, {
        items: milestonesInOrder(repository, request),
        cap: cap(),
        linkPath: `/repositories/${repository.id}/milestones`,
        render: (milestone) => renderMilestone(world, repository, milestone),
      }),
    ),
  )
  router.add('GET', `${REPOSITORY}/milestones/{milestone_number}`, (request) =>
    withRepository(context, request, (repository) => {
      const milestone = repository.milestones.get(numberParam(request, 'milestone_number'))
      return milestone === undefined ? notFound() : json(renderMilestone(world, repository, milestone))
    }),
  )
  router.add('GET', `${REPOSITORY}/assignees`, (request) =>
    withRepository(context, request, (repository) =>
      pagedJson(request, {
        items: repository.assignees.flatMap((login) => renderActor(world, login) ?? []),
        cap: cap(),
        render: (account) => account,
      }),
    ),
  )
  router.add('GET', `${REPOSITORY}/issue-types`, (request) =>
    withRepository(context, request, (repository) => {
      const organization = findOrganization(world, repository.owner)
      return organization === undefined ? notFound() : json(organization.issueTypes.map(renderType))
    }),
  )
  router.add('GET', `${REPOSITORY}/pulls`, (request) =>
    withRepository(context, request, (repository) => listPulls(context, request, repository)),
  )
}

const sorted = (repositories: readonly Repository[], request: SimulatorRequest): Repository[] => {
  const sort = request.query.get('sort') ?? (request.path === '/user/repos' ? 'full_name' : 'created')
  const direction = request.query.get('direction') ?? (sort === 'full_name' ? 'asc' : 'desc')
  const key = (repository: Repository): string => {
    if (sort === 'updated') return repository.updatedAt
    if (sort === 'pushed') return repository.pushedAt
    return sort === 'full_name' ? fullNameOf(repository).toLowerCase() : repository.createdAt
  }
  const sign = direction === 'asc' ? 1 : -1
  return repositories.toSorted((left, right) => {
    const [a, b] = [key(left), key(right)]
    return a === b ? left.id - right.id : a < b ? -sign : sign
  })
}

const milestonesInOrder = (repository: Repository, request: SimulatorRequest): Milestone[] => {
  const state = request.query.get('state') ?? 'open'
  const byCompleteness = request.query.get('sort') === 'completeness'
  const sign = request.query.get('direction') === 'desc' ? -1 : 1
  const due = (milestone: Milestone): string => milestone.dueOn ?? '9999'
  const done = (milestone: Milestone): number => shareClosed(repository, milestone)
  return [...repository.milestones.values()]
    .filter((milestone) => state === 'all' || milestone.state === state)
    .toSorted((left, right) => {
      const order = byCompleteness ? done(left) - done(right) : due(left).localeCompare(due(right))
      return order === 0 ? left.number - right.number : sign * order
    })
}

/** Recorded pull requests are served verbatim; synthetic ones as far as an issue knows them. */
const listPulls = (context: RouteContext, request: SimulatorRequest, repository: Repository): Reply => {
  const state = request.query.get('state') ?? 'open'
  const recorded = [...repository.recordedPulls.values()].filter(
    (pull) => state === 'all' || pull['state'] === state,
  )
  const pulls = [...repository.issues.values()].filter(
    (issue) =>
      issue.pull !== null &&
      !issue.hidden &&
      !repository.recordedPulls.has(issue.number) &&
      (state === 'all' || issue.state === state),
  )
  const items = [
    ...recorded.map((payload) => ({ number: Number(payload['number']), payload: () => payload })),
    ...pulls.map((issue) => ({
      number: issue.number,
      payload: () => pullPayload(context, repository, issue.number),
    })),
  ].toSorted((left, right) => right.number - left.number)
  return pagedJson(request, { items, cap: pageCap(context), render: (item) => item.payload() })
}

const pullPayload = (context: RouteContext, repository: Repository, number: number): unknown => {
  const { world } = context
  const issue = repository.issues.get(number)
  if (issue === undefined) return null
  const { pull_request: _pull, sub_issues_summary: _summary, ...shown } = renderIssue(world, issue)
  const { api, html } = world.addresses
  const self = `${api}/repos/${fullNameOf(repository)}/pulls/${number}`
  const page = `${html}/${fullNameOf(repository)}/pull/${number}`
  const issueUrl = `${api}/repos/${fullNameOf(repository)}/issues/${number}`
  const head = (ref: string): unknown => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha: '0'.repeat(40),
    user: renderActor(world, repository.owner),
    repo: renderRepository(world, repository),
  })
  const address = (href: string): unknown => ({ href })
  return {
    url: self,
    id: issue.pull?.id ?? 0,
    node_id: issue.nodeId,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: shown['url'],
    commits_url: `${self}/commits`,
    review_comments_url: `${self}/comments`,
    review_comment_url: `${api}/repos/${fullNameOf(repository)}/pulls/comments{/number}`,
    comments_url: shown['comments_url'],
    statuses_url: `${api}/repos/${fullNameOf(repository)}/statuses/${'0'.repeat(40)}`,
    number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: shown['user'],
    body: issue.body,
    labels: shown['labels'],
    milestone: shown['milestone'],
    active_lock_reason: issue.lockReason,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: issue.pull?.mergedAt ?? null,
    merge_commit_sha: null,
    assignee: shown['assignee'],
    assignees: shown['assignees'],
    requested_reviewers: [],
    requested_teams: [],
    head: head(`change-${number}`),
    base: head('main'),
    _links: {
      self: address(self),
      html: address(page),
      issue: address(issueUrl),
      comments: address(`${issueUrl}/comments`),
      review_comments: address(`${self}/comments`),
      review_comment: address(`${api}/repos/${fullNameOf(repository)}/pulls/comments{/number}`),
      commits: address(`${self}/commits`),
      statuses: address(`${api}/repos/${fullNameOf(repository)}/statuses/${'0'.repeat(40)}`),
    },
    author_association: issue.authorAssociation,
    auto_merge: null,
    draft: issue.pull?.draft ?? false,
  }
}
