import { renderActor } from '../render/account.ts'
import { renderIssueType } from '../render/issue-type.ts'
import { renderIssue } from '../render/issue.ts'
import { renderLabel, renderMilestone } from '../render/milestone.ts'
import { renderFullRepository, renderRepository } from '../render/repository.ts'
import { labelNamed, repositoryOf } from './lookup.ts'
import type { Issue, Label, Milestone, Project, ProjectField, ProjectItem, Repository } from './model.ts'
import type { World } from './world.ts'

type Extra = Readonly<Record<string, unknown>>

const organizationOf = (world: World, repository: Repository): string | null =>
  world.organizations.has(repository.owner.toLowerCase()) ? repository.owner : null

interface About {
  readonly event: string
  readonly action: string
  readonly sender: string
  readonly payload: () => Extra
}

const announceAbout = (world: World, repository: Repository, about: About): void =>
  world.announce({ ...about, repositoryId: repository.id, organization: organizationOf(world, repository) })

export interface IssueNews {
  readonly action: string
  readonly sender: string
  readonly extra?: Extra
  readonly label?: string
  readonly assignee?: string
  readonly milestone?: number | null
  readonly type?: number
  readonly movedTo?: Issue
}

/** `issues` for issues, `pull_request` is not simulated: pull requests stay silent. */
export const announceIssue = (world: World, issue: Issue, news: IssueNews): void => {
  if (issue.pull !== null) return
  const repository = repositoryOf(world, issue)
  announceAbout(world, repository, {
    event: 'issues',
    action: news.action,
    sender: news.sender,
    payload: () => ({ issue: renderIssue(world, issue), ...news.extra, ...newsDetail(world, issue, news) }),
  })
}

const newsDetail = (world: World, issue: Issue, news: IssueNews): Extra => {
  const repository = repositoryOf(world, issue)
  const label = news.label === undefined ? undefined : labelNamed(repository, news.label)
  const milestone = news.milestone == null ? undefined : repository.milestones.get(news.milestone)
  return {
    ...(label === undefined ? {} : { label: renderLabel(world, repository, label) }),
    ...(news.assignee === undefined ? {} : { assignee: renderActor(world, news.assignee) }),
    ...(milestone === undefined ? {} : { milestone: renderMilestone(world, repository, milestone) }),
    ...(news.type === undefined ? {} : { type: renderIssueType(world, news.type) }),
    ...(news.movedTo === undefined
      ? {}
      : {
          changes: {
            new_issue: renderIssue(world, news.movedTo),
            new_repository: renderRepository(world, repositoryOf(world, news.movedTo)),
          },
        }),
  }
}

export interface SubIssueNews {
  readonly parent: Issue
  readonly child: Issue
  readonly sender: string
  readonly verb: 'added' | 'removed'
}

/** Two deliveries, as at GitHub: one tells the parent's repository, one the child's. */
export const announceSubIssue = (world: World, news: SubIssueNews): void => {
  const parentRepository = repositoryOf(world, news.parent)
  const childRepository = repositoryOf(world, news.child)
  const both = (): Extra => ({
    parent_issue_id: news.parent.id,
    parent_issue: renderIssue(world, news.parent),
    parent_issue_repo: renderFullRepository(world, parentRepository),
    sub_issue_id: news.child.id,
    sub_issue: renderIssue(world, news.child),
    sub_issue_repo: renderFullRepository(world, childRepository),
  })
  const about = { event: 'sub_issues', sender: news.sender, payload: both }
  announceAbout(world, parentRepository, { ...about, action: `sub_issue_${news.verb}` })
  announceAbout(world, childRepository, { ...about, action: `parent_issue_${news.verb}` })
}

export interface DependencyNews {
  readonly blocked: Issue
  readonly blocker: Issue
  readonly sender: string
  readonly verb: 'added' | 'removed'
}

export const announceDependency = (world: World, news: DependencyNews): void => {
  const blockedRepository = repositoryOf(world, news.blocked)
  const blockerRepository = repositoryOf(world, news.blocker)
  const payload = (): Extra => ({
    blocked_issue_id: news.blocked.id,
    blocked_issue: renderIssue(world, news.blocked),
    blocking_issue_id: news.blocker.id,
    blocking_issue: renderIssue(world, news.blocker),
  })
  const about = { event: 'issue_dependencies', sender: news.sender }
  announceAbout(world, blockedRepository, {
    ...about,
    action: `blocked_by_${news.verb}`,
    payload: () => ({ ...payload(), blocking_issue_repo: renderFullRepository(world, blockerRepository) }),
  })
  announceAbout(world, blockerRepository, {
    ...about,
    action: `blocking_${news.verb}`,
    payload: () => ({ ...payload(), blocked_issue_repo: renderFullRepository(world, blockedRepository) }),
  })
}

export const announceLabel = (
  world: World,
  repository: Repository,
  news: { readonly action: string; readonly label: Label; readonly sender: string; readonly extra?: Extra },
): void =>
  announceAbout(world, repository, {
    event: 'label',
    action: news.action,
    sender: news.sender,
    payload: () => ({ label: renderLabel(world, repository, news.label), ...news.extra }),
  })

export const announceMilestone = (
  world: World,
  repository: Repository,
  news: {
    readonly action: string
    readonly milestone: Milestone
    readonly sender: string
    readonly extra?: Extra
  },
): void =>
  announceAbout(world, repository, {
    event: 'milestone',
    action: news.action,
    sender: news.sender,
    payload: () => ({ milestone: renderMilestone(world, repository, news.milestone), ...news.extra }),
  })

export interface RepositoryNews {
  readonly action: 'renamed' | 'transferred' | 'archived' | 'unarchived'
  readonly sender: string
  readonly formerName?: string
  readonly formerOwner?: string
}

export const announceRepository = (world: World, repository: Repository, news: RepositoryNews): void =>
  announceAbout(world, repository, {
    event: 'repository',
    action: news.action,
    sender: news.sender,
    payload: () => changesOfRepository(world, news),
  })

const changesOfRepository = (world: World, news: RepositoryNews): Extra => {
  if (news.action === 'renamed') return { changes: { repository: { name: { from: news.formerName ?? '' } } } }
  if (news.action !== 'transferred') return {}
  const former = renderActor(world, news.formerOwner ?? null)
  const kind = world.organizations.has((news.formerOwner ?? '').toLowerCase()) ? 'organization' : 'user'
  return { changes: { owner: { from: { [kind]: former } } } }
}

export interface ProjectItemNews {
  readonly action: 'created' | 'edited' | 'archived' | 'restored' | 'deleted'
  readonly item: ProjectItem
  readonly sender: string
  readonly field?: ProjectField
  readonly from?: string | number | null
  readonly to?: string | number | null
}

/** Only projects of organisations tell about their items. */
export const announceProjectItem = (world: World, project: Project, news: ProjectItemNews): void => {
  if (!world.organizations.has(project.owner.toLowerCase())) return
  world.announce({
    event: 'projects_v2_item',
    action: news.action,
    repositoryId: null,
    organization: project.owner,
    sender: news.sender,
    payload: () => ({
      ...changesOfItem(project, news),
      projects_v2_item: itemPayload(world, project, news.item),
    }),
  })
}

const changesOfItem = (project: Project, news: ProjectItemNews): Extra => {
  if (news.action === 'archived')
    return { changes: { archived_at: { from: null, to: news.item.archivedAt } } }
  if (news.action === 'restored') return { changes: { archived_at: { from: news.item.updatedAt, to: null } } }
  if (news.field === undefined) return {}
  const { field } = news
  return {
    changes: {
      field_value: {
        field_node_id: field.nodeId,
        field_type: field.dataType.toLowerCase(),
        field_name: field.name,
        project_number: project.number,
        // An empty side is left out: the description knows no null here.
        ...side('from', valueInChange(field, news.from ?? null)),
        ...side('to', valueInChange(field, news.to ?? null)),
      },
    },
  }
}

const side = (name: 'from' | 'to', value: unknown): Extra => (value === null ? {} : { [name]: value })

const valueInChange = (field: ProjectField, value: string | number | null): unknown => {
  if (field.dataType === 'SINGLE_SELECT') {
    const option = field.options.find((candidate) => candidate.id === value)
    return option === undefined
      ? null
      : { id: option.id, name: option.name, color: option.color, description: option.description }
  }
  if (field.dataType === 'ITERATION') {
    const iteration = field.iterations.find((candidate) => candidate.id === value)
    return iteration === undefined
      ? null
      : {
          id: iteration.id,
          title: iteration.title,
          duration: iteration.duration,
          start_date: iteration.startDate,
        }
  }
  return value
}

const itemPayload = (world: World, project: Project, item: ProjectItem): Extra => {
  const issue = item.issueId === null ? undefined : world.issues.get(item.issueId)
  return {
    id: item.id,
    node_id: item.nodeId,
    project_node_id: project.nodeId,
    content_node_id: item.draft?.nodeId ?? issue?.nodeId ?? '',
    content_type: item.draft !== null ? 'DraftIssue' : issue?.pull ? 'PullRequest' : 'Issue',
    creator: renderActor(world, item.creator),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    archived_at: item.archivedAt,
  }
}
