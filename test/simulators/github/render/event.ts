import { isJsonObject, type Json, type JsonObject } from '../../common/json.ts'
import { fullNameOf, isVisible, repositoryOf } from '../state/lookup.ts'
import type { Comment, EventDetail, Issue, IssueEvent, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderActor } from './account.ts'
import { renderEventType, renderIssueType } from './issue-type.ts'
import { reactionsOf, renderIssue } from './issue.ts'
import { renderSimpleRepository } from './repository.ts'

/** How sub-issue and dependency events name the other issue; null when it is gone or out of sight. */
export const renderIssueReference = (world: World, issueId: number): Json => {
  const issue = world.issues.get(issueId)
  if (issue === undefined || !isVisible(world, issue)) return null
  const type = renderIssueType(world, issue.type)
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    state_reason: issue.stateReason,
    repository: renderSimpleRepository(world, repositoryOf(world, issue)),
    issue_type: isJsonObject(type)
      ? {
          id: type['id'] ?? 0,
          node_id: type['node_id'] ?? '',
          name: type['name'] ?? '',
          color: type['color'] ?? null,
        }
      : null,
  }
}

const detailOf = (world: World, detail: EventDetail): JsonObject => ({
  ...(detail.label === undefined ? {} : { label: { ...detail.label } }),
  ...(detail.milestone === undefined ? {} : { milestone: { ...detail.milestone } }),
  ...(detail.assignee === undefined ? {} : { assignee: renderActor(world, detail.assignee) }),
  ...(detail.rename === undefined ? {} : { rename: { ...detail.rename } }),
  ...(detail.lockReason === undefined ? {} : { lock_reason: detail.lockReason }),
  ...(detail.issueType === undefined ? {} : { issue_type: renderEventType(world, detail.issueType) }),
  ...(detail.previousIssueType === undefined
    ? {}
    : { prev_issue_type: renderEventType(world, detail.previousIssueType) }),
  ...(detail.subIssue === undefined ? {} : { sub_issue: renderIssueReference(world, detail.subIssue) }),
  ...(detail.parentIssue === undefined
    ? {}
    : { parent_issue: renderIssueReference(world, detail.parentIssue) }),
  ...(detail.blockedBy === undefined ? {} : { blocked_by: renderIssueReference(world, detail.blockedBy) }),
  ...(detail.blocking === undefined ? {} : { blocking: renderIssueReference(world, detail.blocking) }),
})

const baseOf = (world: World, repository: Repository, event: IssueEvent): JsonObject => ({
  id: event.id,
  node_id: event.nodeId,
  url: `${world.addresses.api}/repos/${fullNameOf(repository)}/issues/events/${event.id}`,
  actor: renderActor(world, event.actor),
  event: event.kind,
  commit_id: event.detail.commitId ?? null,
  commit_url:
    event.detail.commitId === undefined
      ? null
      : `${world.addresses.api}/repos/${fullNameOf(repository)}/commits/${event.detail.commitId}`,
  created_at: event.createdAt,
})

/** An event in the repository's list, with the whole issue inside. */
export const renderRepositoryEvent = (
  world: World,
  repository: Repository,
  event: IssueEvent,
): JsonObject => {
  if (event.recorded !== undefined) return event.recorded
  const issue = event.issueId === null ? undefined : world.issues.get(event.issueId)
  return {
    ...renderIssueEvent(world, repository, event),
    issue: issue === undefined ? null : renderIssue(world, issue),
  }
}

/** An event in `/issues/{number}/events`; unlike the timeline it says who assigned. */
export const renderIssueEvent = (world: World, repository: Repository, event: IssueEvent): JsonObject => {
  if (event.recorded !== undefined) return withoutIssue(event.recorded)
  return {
    ...baseOf(world, repository, event),
    ...detailOf(world, event.detail),
    ...(event.detail.assignee === undefined ? {} : { assigner: renderActor(world, event.actor) }),
    ...stateReasonOf(event),
    performed_via_github_app: null,
  }
}

const withoutIssue = (recorded: JsonObject): JsonObject => {
  const { issue: _issue, ...rest } = recorded
  return rest
}

/** The description of repository events lacks `state_reason`, real replies have it on `closed`. */
const stateReasonOf = (event: IssueEvent): JsonObject =>
  event.kind === 'closed' ? { state_reason: event.detail.stateReason ?? null } : {}

/** An entry of an issue's timeline. */
export const renderTimelineEntry = (world: World, issue: Issue, event: IssueEvent): JsonObject => {
  const repository = repositoryOf(world, issue)
  if (event.recorded !== undefined) return withoutIssue(event.recorded)
  if (event.kind === 'commented') {
    const comment = issue.comments.find((candidate) => candidate.id === event.detail.comment)
    if (comment !== undefined)
      return {
        ...renderComment(world, issue, comment),
        event: 'commented',
        actor: renderActor(world, comment.author),
      }
  }
  if (event.kind === 'cross-referenced') {
    const source = world.issues.get(event.detail.crossReference ?? 0)
    return {
      actor: renderActor(world, event.actor),
      created_at: event.createdAt,
      updated_at: event.createdAt,
      source: {
        type: 'issue',
        ...(source === undefined ? {} : { issue: renderIssue(world, source) }),
      },
      event: 'cross-referenced',
    }
  }
  return {
    ...baseOf(world, repository, event),
    ...detailOf(world, event.detail),
    ...stateReasonOf(event),
    performed_via_github_app: null,
  }
}

export const renderComment = (world: World, issue: Issue, comment: Comment): JsonObject => {
  const fullName = fullNameOf(repositoryOf(world, issue))
  const { api, html } = world.addresses
  const kind = issue.pull === null ? 'issues' : 'pull'
  const self = `${api}/repos/${fullName}/issues/comments/${comment.id}`
  return {
    url: self,
    html_url: `${html}/${fullName}/${kind}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/repos/${fullName}/issues/${issue.number}`,
    id: comment.id,
    node_id: comment.nodeId,
    user: renderActor(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'MEMBER',
    body: comment.body,
    reactions: reactionsOf(self),
    performed_via_github_app: null,
  }
}
