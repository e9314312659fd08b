import { instantOf, timestamp } from '../../common/clock.ts'
import { issuesInOrder } from '../state/issue-order.ts'
import { fullNameOf, labelNamed, repositoryOf } from '../state/lookup.ts'
import type { Issue, Label, Milestone, Repository } from '../state/model.ts'
import { connectionOf, type PageArguments } from './connection.ts'
import { databaseId, mayRead, paged, readable, type ResolverContext } from './context.ts'

const pathOf = (repository: Repository, rest: string): string => `/${fullNameOf(repository)}${rest}`

const shared = (context: ResolverContext, issue: Issue) => {
  const { world } = context
  const repository = repositoryOf(world, issue)
  const path = pathOf(repository, `/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`)
  return {
    id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    bodyText: issue.body ?? '',
    closed: issue.state === 'closed',
    closedAt: issue.closedAt,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    locked: issue.locked,
    author: () => context.resolve.actor(issue.author),
    assignees: paged(context, {
      items: () =>
        issue.assignees.filter((login) => world.accounts.get(login.toLowerCase())?.deleted === false),
      wrap: (login) => context.resolve.user(login),
    }),
    labels: paged(context, {
      items: () => repository.labels.filter((label) => issue.labels.includes(label.id)),
      wrap: (label) => resolveLabel(context, repository, label),
    }),
    milestone: () => {
      const milestone = issue.milestone === null ? undefined : repository.milestones.get(issue.milestone)
      return milestone === undefined ? null : resolveMilestone(context, repository, milestone)
    },
    projectItems: (page: PageArguments & { readonly includeArchived?: boolean }) => {
      const entries = world.projects.flatMap((project) =>
        project.items
          .filter(
            (item) =>
              item.issueId === issue.id && (page.includeArchived !== false || item.archivedAt === null),
          )
          .map((item) => ({ project, item })),
      )
      const wrap = ({ project, item }: (typeof entries)[number]) => context.resolve.item(project, item)
      return connectionOf({
        items: entries,
        page,
        wrap,
        key: ({ item }) => item.id,
        maxFirst: context.maxFirst,
      })
    },
    repository: () => resolveRepository(context, repository),
    resourcePath: path,
    url: `${world.addresses.html}${path}`,
  }
}

/** An Issue or a PullRequest, told apart by what it is. */
export const resolveIssue = (context: ResolverContext, issue: Issue) =>
  issue.pull === null ? resolvePlainIssue(context, issue) : resolvePull(context, issue)

const resolvePlainIssue = (context: ResolverContext, issue: Issue) => {
  const subIssues = (): Issue[] => readable(context, issue.subIssues)
  const list = (ids: readonly number[]) =>
    paged(context, {
      items: () => readable(context, ids),
      wrap: (other: Issue): unknown => resolveIssue(context, other),
    })
  const open = (issues: readonly Issue[]): number => issues.filter((other) => other.state === 'open').length
  return {
    __typename: 'Issue',
    ...shared(context, issue),
    databaseId: databaseId(issue.id),
    fullDatabaseId: String(issue.id),
    activeLockReason: issue.lockReason?.toUpperCase().replaceAll(/[ -]/g, '_') ?? null,
    state: issue.state.toUpperCase(),
    // Without `enableDuplicate` GitHub shows a duplicate as not planned.
    stateReason: ({ enableDuplicate }: { readonly enableDuplicate?: boolean }) =>
      issue.stateReason === 'duplicate' && enableDuplicate !== true
        ? 'NOT_PLANNED'
        : (issue.stateReason?.toUpperCase() ?? null),
    parent: (): unknown => {
      const [parent] = issue.parent === null ? [] : readable(context, [issue.parent])
      return parent === undefined ? null : resolveIssue(context, parent)
    },
    subIssues: list(issue.subIssues),
    subIssuesSummary: () => {
      const children = subIssues()
      const completed = children.filter((child) => child.state === 'closed').length
      const percentCompleted = children.length === 0 ? 0 : Math.floor((100 * completed) / children.length)
      return { total: children.length, completed, percentCompleted }
    },
    blockedBy: list(issue.blockedBy),
    blocking: list(issue.blocking),
    issueDependenciesSummary: () => {
      const blockers = readable(context, issue.blockedBy)
      const blocked = readable(context, issue.blocking)
      return {
        blockedBy: open(blockers),
        totalBlockedBy: blockers.length,
        blocking: open(blocked),
        totalBlocking: blocked.length,
      }
    },
    issueType: () => resolveIssueType(context, issue),
  }
}

const resolvePull = (context: ResolverContext, issue: Issue) => ({
  __typename: 'PullRequest',
  ...shared(context, issue),
  databaseId: databaseId(issue.pull?.id ?? 0),
  fullDatabaseId: String(issue.pull?.id ?? 0),
  isDraft: issue.pull?.draft ?? false,
  merged: issue.pull?.mergedAt != null,
  mergedAt: issue.pull?.mergedAt ?? null,
  state: issue.pull?.mergedAt == null ? issue.state.toUpperCase() : 'MERGED',
})

const resolveIssueType = (context: ResolverContext, issue: Issue) => {
  const owner = repositoryOf(context.world, issue).owner.toLowerCase()
  const type = context.world.organizations
    .get(owner)
    ?.issueTypes.find((candidate) => candidate.id === issue.type)
  if (type === undefined) return null
  return {
    __typename: 'IssueType',
    id: type.nodeId,
    name: type.name,
    description: type.description,
    color: type.color.toUpperCase(),
    isEnabled: type.isEnabled,
  }
}

export const resolveLabel = (context: ResolverContext, repository: Repository, label: Label) => {
  const path = pathOf(repository, `/labels/${encodeURIComponent(label.name)}`)
  return {
    __typename: 'Label',
    id: label.nodeId,
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: label.isDefault,
    createdAt: repository.createdAt,
    repository: () => resolveRepository(context, repository),
    resourcePath: path,
    url: `${context.world.addresses.html}${path}`,
  }
}

export const resolveMilestone = (context: ResolverContext, repository: Repository, milestone: Milestone) => {
  const path = pathOf(repository, `/milestone/${milestone.number}`)
  return {
    __typename: 'Milestone',
    id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    state: milestone.state.toUpperCase(),
    closed: milestone.state === 'closed',
    closedAt: milestone.closedAt,
    createdAt: milestone.createdAt,
    updatedAt: milestone.updatedAt,
    dueOn: milestone.dueOn,
    creator: () => context.resolve.actor(milestone.creator),
    progressPercentage: () => {
      const members = [...repository.issues.values()].filter(
        (issue) => issue.milestone === milestone.number && !issue.hidden,
      )
      const closed = members.filter((issue) => issue.state === 'closed').length
      return members.length === 0 ? 0 : (100 * closed) / members.length
    },
    repository: () => resolveRepository(context, repository),
    resourcePath: path,
    url: `${context.world.addresses.html}${path}`,
  }
}

interface IssueListArguments extends PageArguments {
  readonly states?: readonly string[]
  readonly labels?: readonly string[]
  readonly filterBy?: { readonly since?: string; readonly states?: readonly string[] }
  readonly orderBy?: { readonly field: string; readonly direction: string }
}

const SORT_KEYS: Readonly<Record<string, 'created' | 'updated' | 'comments'>> = {
  CREATED_AT: 'created',
  UPDATED_AT: 'updated',
  COMMENTS: 'comments',
}

const issueList = (context: ResolverContext, repository: Repository, page: IssueListArguments) => {
  const { world } = context
  const sort = SORT_KEYS[page.orderBy?.field ?? 'CREATED_AT'] ?? 'created'
  const direction = page.orderBy?.direction === 'DESC' ? 'desc' : 'asc'
  const states = page.states ?? page.filterBy?.states
  const since = page.filterBy?.since === undefined ? '' : timestamp(instantOf(page.filterBy.since))
  const labels = (page.labels ?? []).map((name) => labelNamed(repository, name)?.id ?? -1)
  const items = issuesInOrder(world, repository, { sort, direction }).filter(
    (issue) =>
      issue.pull === null &&
      (states == null || states.includes(issue.state.toUpperCase())) &&
      issue.updatedAt >= since &&
      (labels.length === 0 || labels.some((label) => issue.labels.includes(label))),
  )
  return connectionOf({
    items,
    page,
    wrap: (issue) => resolveIssue(context, issue),
    maxFirst: context.maxFirst,
  })
}

/** A repository that the caller may see. */
export const resolveRepository = (
  context: ResolverContext,
  repository: Repository,
): Record<string, unknown> => {
  const { world } = context
  const issueNumbered = (number: number): Issue | undefined => {
    const issue = repository.issues.get(number)
    return issue !== undefined && mayRead(context, issue) ? issue : undefined
  }
  return {
    __typename: 'Repository',
    id: repository.nodeId,
    databaseId: databaseId(repository.id),
    name: repository.name,
    nameWithOwner: fullNameOf(repository),
    description: repository.description,
    isArchived: repository.archived,
    isPrivate: repository.private,
    createdAt: repository.createdAt,
    updatedAt: repository.updatedAt,
    owner: () => context.resolve.owner(repository.owner),
    resourcePath: pathOf(repository, ''),
    url: `${world.addresses.html}${pathOf(repository, '')}`,
    assignableUsers: paged(context, {
      items: () => repository.assignees,
      wrap: (login) => context.resolve.user(login),
    }),
    issue: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(number)
      return issue === undefined || issue.pull !== null ? null : resolveIssue(context, issue)
    },
    issueOrPullRequest: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(number)
      return issue === undefined ? null : resolveIssue(context, issue)
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(number)
      return issue === undefined || issue.pull === null ? null : resolveIssue(context, issue)
    },
    issues: (page: IssueListArguments) => issueList(context, repository, page),
    labels: paged(context, {
      items: () => repository.labels,
      wrap: (label) => resolveLabel(context, repository, label),
    }),
    milestones: (page: PageArguments & { readonly states?: readonly string[] }) =>
      connectionOf({
        items: [...repository.milestones.values()].filter(
          (milestone) => page.states == null || page.states.includes(milestone.state.toUpperCase()),
        ),
        page,
        wrap: (milestone) => resolveMilestone(context, repository, milestone),
        maxFirst: context.maxFirst,
      }),
    // The simulator links every project of the owner to all of the owner's repositories.
    projectV2: ({ number }: { readonly number: number }) => {
      const project = world.projects.find(
        (other) => other.owner === repository.owner && other.number === number,
      )
      return project === undefined ? null : context.resolve.project(project)
    },
    projectsV2: paged(context, {
      items: () => world.projects.filter((project) => project.owner === repository.owner),
      wrap: (project) => context.resolve.project(project),
    }),
  }
}
