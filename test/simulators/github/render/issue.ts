import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '../../common/json.ts'
import { fullNameOf, isVisible, repositoryOf } from '../state/lookup.ts'
import type { Issue, RenderedIssue, Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderActor } from './account.ts'
import { renderLabel, renderMilestone } from './milestone.ts'
import { renderFieldValues, renderIssueType } from './issue-type.ts'

/** An issue or pull request as every list and `/issues/{number}` show it. */
export const renderIssue = (world: World, issue: Issue): JsonObject => {
  if (issue.recorded !== undefined && !issue.touched) return issue.recorded
  const rendered = renderFresh(world, issue)
  return issue.recorded === undefined ? rendered : { ...issue.recorded, ...rendered }
}

const renderFresh = (world: World, issue: Issue): JsonObject => {
  const repository = repositoryOf(world, issue)
  const { api, html } = world.addresses
  const fullName = fullNameOf(repository)
  const repositoryUrl = `${api}/repos/${fullName}`
  const self = `${repositoryUrl}/issues/${issue.number}`
  const page = `${html}/${fullName}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`
  const assignees = issue.assignees.flatMap((login) => renderActor(world, login) ?? [])
  const milestone = issue.milestone === null ? undefined : repository.milestones.get(issue.milestone)
  const parent = issue.parent === null ? undefined : world.issues.get(issue.parent)
  return {
    url: self,
    repository_url: repositoryUrl,
    labels_url: `${self}/labels{/name}`,
    comments_url: `${self}/comments`,
    events_url: `${self}/events`,
    html_url: page,
    id: issue.id,
    node_id: issue.nodeId,
    number: issue.number,
    title: issue.title,
    user: renderActor(world, issue.author),
    labels: labelsOf(world, repository, issue),
    state: issue.state,
    locked: issue.locked,
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestone === undefined ? null : renderMilestone(world, repository, milestone),
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: issue.authorAssociation,
    ...(issue.pull === null ? relationsOf(world, issue) : pullOf(world, repository, issue)),
    ...(parent !== undefined && isVisible(world, parent)
      ? {
          parent_issue_url: `${api}/repos/${fullNameOf(repositoryOf(world, parent))}/issues/${parent.number}`,
        }
      : {}),
    active_lock_reason: issue.lockReason,
    body: issue.body,
    closed_by: renderActor(world, issue.closedBy),
    reactions: reactionsOf(self),
    timeline_url: `${self}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  }
}

const labelsOf = (world: World, repository: Repository, issue: Issue): Json[] =>
  issue.labels.flatMap((id) => {
    const label = repository.labels.find((candidate) => candidate.id === id)
    return label === undefined ? [] : [renderLabel(world, repository, label)]
  })

const visible = (world: World, ids: readonly number[]): Issue[] =>
  ids.flatMap((id) => {
    const issue = world.issues.get(id)
    return issue !== undefined && isVisible(world, issue) ? [issue] : []
  })

const relationsOf = (world: World, issue: Issue): JsonObject => {
  const children = visible(world, issue.subIssues)
  const completed = children.filter((child) => child.state === 'closed').length
  const blockers = visible(world, issue.blockedBy)
  const blocked = visible(world, issue.blocking)
  const open = (issues: readonly Issue[]): number => issues.filter((other) => other.state === 'open').length
  return {
    type: renderIssueType(world, issue.type),
    sub_issues_summary: {
      total: children.length,
      completed,
      percent_completed: children.length === 0 ? 0 : Math.floor((100 * completed) / children.length),
    },
    issue_dependencies_summary: {
      blocked_by: open(blockers),
      total_blocked_by: blockers.length,
      blocking: open(blocked),
      total_blocking: blocked.length,
    },
    issue_field_values: renderFieldValues(world, issue),
  }
}

const pullOf = (world: World, repository: Repository, issue: Issue): JsonObject => {
  const page = `${world.addresses.html}/${fullNameOf(repository)}/pull/${issue.number}`
  return {
    draft: issue.pull?.draft ?? false,
    pull_request: {
      url: `${world.addresses.api}/repos/${fullNameOf(repository)}/pulls/${issue.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: issue.pull?.mergedAt ?? null,
    },
  }
}

/** Nobody reacts to anything here. */
export const reactionsOf = (self: string): JsonObject => ({
  url: `${self}/reactions`,
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
})

/** The issue's JSON as bytes, kept until something that shows in it changes. */
export const renderedIssue = (world: World, issue: Issue): RenderedIssue => {
  const revision = repositoryOf(world, issue).sharedRevision
  if (issue.rendered?.revision === revision) return issue.rendered
  const bytes = Buffer.from(JSON.stringify(renderIssue(world, issue)))
  const tag = createHash('sha1').update(bytes).digest('base64url')
  issue.rendered = { bytes, revision, tag }
  return issue.rendered
}
