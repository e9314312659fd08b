import { instantOf, timestamp } from '../../common/clock.ts'
import { pagedBytes, pagedJson } from '../http/paging.ts'
import type { Reply } from '../../common/http/reply.ts'
import { invalid, jsonBytes } from '../http/reply.ts'
import type { SimulatorRequest } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderFieldValues } from '../render/issue-type.ts'
import { renderedIssue } from '../render/issue.ts'
import { renderLabel } from '../render/milestone.ts'
import { renderComment } from '../render/event.ts'
import { issuesInOrder, type IssueSortKey } from '../state/issue-order.ts'
import { labelNamed } from '../state/lookup.ts'
import type { Issue, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { pageCap, type RouteContext, withIssue, withRepository } from './context.ts'

const ISSUES = '/repos/{owner}/{repo}/issues'
const ISSUE = `${ISSUES}/{issue_number}`

/** The issue list, single issues and what hangs on them by value. */
export const addIssueRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const { world } = context
  const cap = (): number => pageCap(context)
  router.add('GET', ISSUES, (request) =>
    withRepository(context, request, (repository) => listIssues(context, request, repository)),
  )
  router.add('GET', ISSUE, (request) =>
    withIssue(context, request, { redirects: true, serve: ({ issue }) => issueReply(world, issue) }),
  )
  router.add('GET', `${ISSUE}/labels`, (request) =>
    withIssue(context, request, {
      redirects: true,
      serve: ({ repository, issue }) =>
        pagedJson(request, {
          items: repository.labels.filter((label) => issue.labels.includes(label.id)),
          cap: cap(),
          render: (label) => renderLabel(world, repository, label),
        }),
    }),
  )
  router.add('GET', `${ISSUE}/comments`, (request) =>
    withIssue(context, request, {
      redirects: false,
      serve: ({ issue }) =>
        pagedJson(request, {
          items: issue.comments.filter((comment) => comment.updatedAt >= (request.query.get('since') ?? '')),
          cap: cap(),
          render: (comment) => renderComment(world, issue, comment),
        }),
    }),
  )
  router.add('GET', `${ISSUE}/issue-field-values`, (request) =>
    withIssue(context, request, {
      redirects: true,
      serve: ({ issue }) =>
        pagedJson(request, { items: renderFieldValues(world, issue), cap: cap(), render: (value) => value }),
    }),
  )
}

export const issueReply = (world: World, issue: Issue): Reply => {
  const { bytes, tag } = renderedIssue(world, issue)
  return jsonBytes(bytes, `issue:${tag}`)
}

const SORTS: readonly string[] = ['created', 'updated', 'comments']

const listIssues = (context: RouteContext, request: SimulatorRequest, repository: Repository): Reply => {
  const { query } = request
  const sort = query.get('sort') ?? 'created'
  const direction = query.get('direction') ?? 'desc'
  const state = query.get('state') ?? 'open'
  if (
    !SORTS.includes(sort) ||
    !['asc', 'desc'].includes(direction) ||
    !['open', 'closed', 'all'].includes(state)
  )
    return invalid('Validation Failed', [{ resource: 'Issue', field: 'sort', code: 'invalid' }])
  const order = { sort: sort as IssueSortKey, direction: direction === 'asc' ? 'asc' : 'desc' } as const
  let items = issuesInOrder(context.world, repository, order)
  const since = query.get('since')
  if (since !== null) {
    const bound = sinceBound(since)
    if (bound === undefined)
      return invalid('Validation Failed', [{ resource: 'Issue', field: 'since', code: 'invalid' }])
    items =
      sort === 'updated'
        ? fromBound(items, bound, direction)
        : items.filter((issue) => issue.updatedAt >= bound)
  }
  if (state !== 'all') items = items.filter((issue) => issue.state === state)
  items = narrowed(context.world, { items, query, repository })
  return pagedBytes(request, {
    items,
    cap: pageCap(context),
    linkPath: `/repositories/${repository.id}/issues`,
    render: (issue) => renderedIssue(context.world, issue),
  })
}

/** `since` is inclusive and compared by whole seconds. */
const sinceBound = (since: string): string | undefined => {
  try {
    return timestamp(instantOf(since))
  } catch {
    return undefined
  }
}

/** The part of a list sorted by `updated` that `since` leaves: found by halving, as lists are long in benches. */
const fromBound = (items: readonly Issue[], bound: string, direction: string): readonly Issue[] => {
  const inside = (issue: Issue | undefined): boolean => issue !== undefined && issue.updatedAt >= bound
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    // Ascending: outside first. Descending: inside first.
    if (inside(items[middle]) === (direction === 'desc')) low = middle + 1
    else high = middle
  }
  return direction === 'desc' ? items.slice(0, low) : items.slice(low)
}

interface Narrowing {
  readonly items: readonly Issue[]
  readonly query: URLSearchParams
  readonly repository: Repository
}

const narrowed = (world: World, { items, query, repository }: Narrowing): readonly Issue[] => {
  let rest = items
  const milestone = query.get('milestone')
  if (milestone === 'none') rest = rest.filter((issue) => issue.milestone === null)
  else if (milestone === '*') rest = rest.filter((issue) => issue.milestone !== null)
  else if (milestone !== null) rest = rest.filter((issue) => issue.milestone === Number(milestone))
  const assignee = query.get('assignee')
  if (assignee === 'none') rest = rest.filter((issue) => issue.assignees.length === 0)
  else if (assignee === '*') rest = rest.filter((issue) => issue.assignees.length > 0)
  else if (assignee !== null) rest = rest.filter((issue) => issue.assignees.includes(assignee))
  const creator = query.get('creator')
  if (creator !== null) rest = rest.filter((issue) => issue.author === creator)
  const type = query.get('type')
  if (type !== null) {
    const types = world.organizations.get(repository.owner.toLowerCase())?.issueTypes ?? []
    const id = types.find((candidate) => candidate.name === type)?.id ?? null
    rest = rest.filter((issue) =>
      type === '*' ? issue.type !== null : issue.type === (type === 'none' ? null : id),
    )
  }
  for (const name of (query.get('labels') ?? '').split(',').filter((part) => part !== '')) {
    const id = labelNamed(repository, name)?.id ?? -1
    rest = rest.filter((issue) => issue.labels.includes(id))
  }
  return rest
}
