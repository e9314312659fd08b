import type { Json, JsonObject } from '../../common/json.ts'
import { isVisible, repositoryOf } from '../state/lookup.ts'
import type { Issue, Iteration, Project, ProjectField, ProjectItem } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderActor } from './account.ts'
import { renderIssue } from './issue.ts'
import { renderMilestone } from './milestone.ts'
import { renderRepository } from './repository.ts'

export const projectUrl = (world: World, project: Project): string => {
  const kind = world.organizations.has(project.owner.toLowerCase()) ? 'orgs' : 'users'
  return `${world.addresses.api}/${kind}/${project.owner}/projectsV2/${project.number}`
}

export const renderProject = (world: World, project: Project): JsonObject => ({
  id: project.id,
  node_id: project.nodeId,
  owner: renderActor(world, project.owner),
  creator: renderActor(world, project.creator),
  title: project.title,
  description: project.readme,
  public: project.public,
  closed_at: project.closedAt,
  created_at: project.createdAt,
  updated_at: project.updatedAt,
  number: project.number,
  short_description: project.shortDescription,
  deleted_at: null,
  deleted_by: null,
  state: project.closedAt === null ? 'open' : 'closed',
  is_template: false,
})

/** Whether the iteration's last day lies before today, on GitHub's (here: UTC) calendar. */
export const isCompleted = (world: World, iteration: Iteration): boolean => {
  const end = Date.parse(`${iteration.startDate}T00:00:00Z`) + iteration.duration * 86_400_000
  return end <= world.clock.now()
}

const text = (value: string): JsonObject => ({ raw: value, html: value })

export const renderProjectField = (world: World, project: Project, field: ProjectField): JsonObject => ({
  id: field.id,
  node_id: field.nodeId,
  project_url: projectUrl(world, project),
  name: field.name,
  data_type: field.dataType.toLowerCase(),
  ...(field.dataType === 'SINGLE_SELECT'
    ? {
        options: field.options.map((option) => ({
          id: option.id,
          name: text(option.name),
          description: text(option.description),
          color: option.color,
        })),
      }
    : {}),
  ...(field.dataType === 'ITERATION'
    ? {
        configuration: {
          start_day: field.startDay,
          duration: field.duration,
          iterations: field.iterations.map((iteration) => renderIteration(world, iteration)),
        },
      }
    : {}),
  created_at: field.createdAt,
  updated_at: field.updatedAt,
})

const renderIteration = (world: World, iteration: Iteration): JsonObject => ({
  id: iteration.id,
  start_date: iteration.startDate,
  duration: iteration.duration,
  title: text(iteration.title),
  completed: isCompleted(world, iteration),
})

/** The issue of an item when the caller may see it; a hidden one makes the item redacted. */
export const contentOf = (world: World, item: ProjectItem): Issue | null => {
  const issue = item.issueId === null ? undefined : world.issues.get(item.issueId)
  return issue !== undefined && isVisible(world, issue) ? issue : null
}

export const renderProjectItem = (
  world: World,
  project: Project,
  selection: { readonly item: ProjectItem; readonly fields: readonly ProjectField[] },
): JsonObject => {
  const { item } = selection
  const issue = contentOf(world, item)
  const kind = item.draft !== null ? 'DraftIssue' : issue?.pull ? 'PullRequest' : 'Issue'
  return {
    id: item.id,
    node_id: item.nodeId,
    project_url: projectUrl(world, project),
    content_type: kind,
    content: issue !== null ? renderIssue(world, issue) : renderDraft(world, item),
    creator: renderActor(world, item.creator),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    archived_at: item.archivedAt,
    item_url: `${projectUrl(world, project)}/items/${item.id}`,
    fields: selection.fields.map((field) => ({
      id: field.id,
      name: field.name,
      data_type: field.dataType.toLowerCase(),
      value: fieldValue(world, item, field),
    })),
  }
}

const renderDraft = (world: World, item: ProjectItem): Json =>
  item.draft === null
    ? null
    : {
        id: item.draft.id,
        node_id: item.draft.nodeId,
        title: item.draft.title,
        body: item.draft.body,
        user: renderActor(world, item.creator),
        created_at: item.draft.createdAt,
        updated_at: item.draft.updatedAt,
      }

const fieldValue = (world: World, item: ProjectItem, field: ProjectField): Json => {
  const issue = contentOf(world, item)
  const stored = item.values.get(field.id)?.value ?? null
  switch (field.dataType) {
    case 'TITLE':
      return text(item.draft?.title ?? issue?.title ?? '')
    case 'ASSIGNEES':
      return (item.draft?.assignees ?? issue?.assignees ?? []).map((login) => renderActor(world, login))
    case 'LABELS':
      return issue === null ? [] : (renderIssue(world, issue)['labels'] ?? [])
    case 'MILESTONE': {
      const repository = issue === null ? undefined : repositoryOf(world, issue)
      const milestone = repository?.milestones.get(issue?.milestone ?? 0)
      return repository === undefined || milestone === undefined
        ? null
        : renderMilestone(world, repository, milestone)
    }
    case 'REPOSITORY':
      return issue === null ? null : renderRepository(world, repositoryOf(world, issue))
    case 'SINGLE_SELECT': {
      const option = field.options.find((candidate) => candidate.id === stored)
      return option === undefined
        ? null
        : {
            id: option.id,
            name: text(option.name),
            description: text(option.description),
            color: option.color,
          }
    }
    case 'ITERATION': {
      const iteration = field.iterations.find((candidate) => candidate.id === stored)
      return iteration === undefined ? null : renderIteration(world, iteration)
    }
    case 'TEXT':
      return typeof stored === 'string' ? text(stored) : null
    case 'PARENT_ISSUE': {
      const parent = issue?.parent == null ? undefined : world.issues.get(issue.parent)
      return parent === undefined || !isVisible(world, parent) ? null : renderIssue(world, parent)
    }
    case 'SUB_ISSUES_PROGRESS':
      return issue === null ? null : (renderIssue(world, issue)['sub_issues_summary'] ?? null)
    case 'REVIEWERS':
    case 'LINKED_PULL_REQUESTS':
      return []
    case 'NUMBER':
    case 'DATE':
      break
  }
  return stored
}
