import { isCompleted } from '../render/project.ts'
import { repositoryOf } from '../state/lookup.ts'
import type { Issue, Iteration, Project, ProjectField, ProjectItem, ProjectOption } from '../state/model.ts'
import { connectionOf, type PageArguments } from './connection.ts'
import { databaseId, paged, readable, type ResolverContext } from './context.ts'

export const resolveProject = (context: ResolverContext, project: Project): Record<string, unknown> => {
  const kind = context.world.organizations.has(project.owner.toLowerCase()) ? 'orgs' : 'users'
  const path = `/${kind}/${project.owner}/projects/${project.number}`
  return {
    __typename: 'ProjectV2',
    id: project.nodeId,
    databaseId: databaseId(project.id),
    fullDatabaseId: String(project.id),
    number: project.number,
    title: project.title,
    shortDescription: project.shortDescription,
    readme: project.readme,
    public: project.public,
    template: false,
    closed: project.closedAt !== null,
    closedAt: project.closedAt,
    createdAt: project.createdAt,
    updatedAt: project.updatedAt,
    creator: () => context.resolve.actor(project.creator),
    owner: () => context.resolve.owner(project.owner),
    resourcePath: path,
    url: `${context.world.addresses.html}${path}`,
    field: ({ name }: { readonly name: string }) => {
      const field = project.fields.find((candidate) => candidate.name === name)
      return field === undefined ? null : resolveField(context, project, field)
    },
    fields: paged(context, {
      items: () => project.fields,
      wrap: (field) => resolveField(context, project, field),
      key: (field) => field.id,
    }),
    items: paged(context, {
      items: () => project.items,
      wrap: (item) => resolveItem(context, project, item),
      key: (item) => item.id,
    }),
  }
}

const resolveOption = (option: ProjectOption) => ({
  id: option.id,
  name: option.name,
  nameHTML: option.name,
  color: option.color,
  description: option.description,
  descriptionHTML: option.description,
})

const resolveIteration = (iteration: Iteration) => ({
  id: iteration.id,
  title: iteration.title,
  titleHTML: iteration.title,
  startDate: iteration.startDate,
  duration: iteration.duration,
})

const FIELD_TYPES: Readonly<Record<string, string>> = {
  SINGLE_SELECT: 'ProjectV2SingleSelectField',
  ITERATION: 'ProjectV2IterationField',
}

const resolveField = (
  context: ResolverContext,
  project: Project,
  field: ProjectField,
): Record<string, unknown> => {
  const sorted = field.iterations.toSorted((left, right) => left.startDate.localeCompare(right.startDate))
  const completed = sorted.filter((iteration) => isCompleted(context.world, iteration))
  return {
    __typename: FIELD_TYPES[field.dataType] ?? 'ProjectV2Field',
    id: field.nodeId,
    databaseId: databaseId(field.id),
    name: field.name,
    dataType: field.dataType,
    createdAt: field.createdAt,
    updatedAt: field.updatedAt,
    project: () => resolveProject(context, project),
    options: ({ names }: { readonly names?: readonly string[] | null }) =>
      field.options.filter((option) => names == null || names.includes(option.name)).map(resolveOption),
    configuration: {
      duration: field.duration,
      startDay: field.startDay,
      iterations: sorted.filter((iteration) => !completed.includes(iteration)).map(resolveIteration),
      // GitHub lists the latest completed one first.
      completedIterations: completed.toReversed().map(resolveIteration),
    },
  }
}

const contentFor = (context: ResolverContext, item: ProjectItem): Issue | null =>
  item.issueId === null ? null : (readable(context, [item.issueId])[0] ?? null)

const itemType = (item: ProjectItem, issue: Issue | null): string => {
  if (item.draft !== null) return 'DRAFT_ISSUE'
  if (issue === null) return 'REDACTED'
  return issue.pull === null ? 'ISSUE' : 'PULL_REQUEST'
}

export const resolveItem = (
  context: ResolverContext,
  project: Project,
  item: ProjectItem,
): Record<string, unknown> => {
  const issue = contentFor(context, item)
  const values = (): { readonly field: ProjectField; readonly value: unknown }[] =>
    project.fields.flatMap((field) => {
      const value = resolveValue({ context, project, item, issue }, field)
      return value === null ? [] : [{ field, value }]
    })
  return {
    __typename: 'ProjectV2Item',
    id: item.nodeId,
    databaseId: databaseId(item.id),
    fullDatabaseId: String(item.id),
    type: itemType(item, issue),
    isArchived: item.archivedAt !== null,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    creator: () => context.resolve.actor(item.creator),
    project: () => resolveProject(context, project),
    content: () => (issue === null ? resolveDraft(context, item) : context.resolve.issue(issue)),
    fieldValueByName: ({ name }: { readonly name: string }) =>
      values().find((entry) => entry.field.name === name)?.value ?? null,
    fieldValues: (page: PageArguments) =>
      connectionOf({ items: values(), page, wrap: (entry) => entry.value, maxFirst: context.maxFirst }),
  }
}

const resolveDraft = (context: ResolverContext, item: ProjectItem): Record<string, unknown> | null => {
  const { draft } = item
  if (draft === null) return null
  return {
    __typename: 'DraftIssue',
    id: draft.nodeId,
    title: draft.title,
    body: draft.body,
    bodyText: draft.body,
    createdAt: draft.createdAt,
    updatedAt: draft.updatedAt,
    creator: () => context.resolve.actor(item.creator),
    assignees: paged(context, { items: () => draft.assignees, wrap: (login) => context.resolve.user(login) }),
  }
}

interface ItemScope {
  readonly context: ResolverContext
  readonly project: Project
  readonly item: ProjectItem
  readonly issue: Issue | null
}

/** The value of one field, null where nothing is set: GitHub leaves such fields out. */
const resolveValue = (scope: ItemScope, field: ProjectField): unknown => {
  const linked = linkedValue(scope, field)
  if (linked !== undefined) return linked
  const { context, project, item } = scope
  const stored = item.values.get(field.id)
  if (stored === undefined) return null
  const common = {
    id: stored.nodeId,
    databaseId: databaseId(stored.id),
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    creator: () => context.resolve.actor(item.creator),
    field: () => resolveField(context, project, field),
    item: () => resolveItem(context, project, item),
  }
  if (field.dataType === 'TEXT')
    return { __typename: 'ProjectV2ItemFieldTextValue', ...common, text: stored.value }
  if (field.dataType === 'NUMBER')
    return { __typename: 'ProjectV2ItemFieldNumberValue', ...common, number: stored.value }
  if (field.dataType === 'DATE')
    return { __typename: 'ProjectV2ItemFieldDateValue', ...common, date: stored.value }
  if (field.dataType === 'SINGLE_SELECT') {
    const option = field.options.find((candidate) => candidate.id === stored.value)
    if (option === undefined) return null
    return {
      __typename: 'ProjectV2ItemFieldSingleSelectValue',
      ...resolveOption(option),
      ...common,
      optionId: option.id,
    }
  }
  const iteration = field.iterations.find((candidate) => candidate.id === stored.value)
  if (iteration === undefined) return null
  return {
    __typename: 'ProjectV2ItemFieldIterationValue',
    ...resolveIteration(iteration),
    ...common,
    iterationId: iteration.id,
  }
}

/** Values that live on the issue; undefined for fields that are not linked. */
const linkedValue = (scope: ItemScope, field: ProjectField): unknown => {
  const { context, project, item, issue } = scope
  const common = { field: () => resolveField(context, project, field) }
  const repository = issue === null ? null : repositoryOf(context.world, issue)
  switch (field.dataType) {
    case 'TITLE': {
      const title = item.draft?.title ?? issue?.title
      if (title === undefined) return null
      return {
        __typename: 'ProjectV2ItemFieldTextValue',
        ...common,
        id: `PVTFTV_${item.nodeId}`,
        databaseId: databaseId(item.id),
        createdAt: item.createdAt,
        updatedAt: item.updatedAt,
        creator: () => context.resolve.actor(item.creator),
        item: () => resolveItem(context, project, item),
        text: title,
      }
    }
    case 'ASSIGNEES': {
      const logins = item.draft?.assignees ?? issue?.assignees ?? []
      if (logins.length === 0) return null
      const users = paged(context, { items: () => logins, wrap: (login) => context.resolve.user(login) })
      return { __typename: 'ProjectV2ItemFieldUserValue', ...common, users }
    }
    case 'LABELS': {
      const labels = repository?.labels.filter((label) => issue?.labels.includes(label.id) === true) ?? []
      if (repository === null || labels.length === 0) return null
      const wrap = (label: (typeof labels)[number]) => context.resolve.label(repository, label)
      return {
        __typename: 'ProjectV2ItemFieldLabelValue',
        ...common,
        labels: paged(context, { items: () => labels, wrap }),
      }
    }
    case 'MILESTONE': {
      const milestone = repository?.milestones.get(issue?.milestone ?? -1)
      if (repository === null || milestone === undefined) return null
      const resolved = () => context.resolve.milestone(repository, milestone)
      return { __typename: 'ProjectV2ItemFieldMilestoneValue', ...common, milestone: resolved }
    }
    case 'REPOSITORY':
      if (repository === null) return null
      return {
        __typename: 'ProjectV2ItemFieldRepositoryValue',
        ...common,
        repository: () => context.resolve.repository(repository),
      }
    case 'REVIEWERS':
    case 'LINKED_PULL_REQUESTS':
    case 'PARENT_ISSUE':
    case 'SUB_ISSUES_PROGRESS':
      // No union member carries these two; reviewers and linked pull requests are not simulated.
      return null
    case 'TEXT':
    case 'NUMBER':
    case 'DATE':
    case 'SINGLE_SELECT':
    case 'ITERATION':
      break
  }
  return undefined
}
