import type { Json } from '../../common/json.ts'
import { EditError } from '../state/edit-error.ts'
import { EPIC_LINK_FIELD, SPRINT_FIELD } from '../state/fields.ts'
import { setParent } from '../state/issues.ts'
import {
  componentIn,
  fieldOf,
  fieldOfKind,
  homeOf,
  issueOf,
  levelOf,
  priorityOf,
  typeIn,
  userOf,
  versionIn,
} from '../state/lookup.ts'
import type { HistoryItem, JiraIssue } from '../state/model.ts'
import { wikiOf } from '../state/rich-text.ts'
import type { World } from '../state/world.ts'
import type { IssueContent } from './edit.ts'

interface Sides {
  readonly from?: string | null
  readonly fromString?: string | null
  readonly to?: string | null
  readonly toText?: string | null
}

/** One line of a changelog entry. */
export const change = (
  field: string,
  fieldId: string,
  sides: Sides,
  fieldtype: 'jira' | 'custom' = 'jira',
): HistoryItem => ({
  field,
  fieldtype,
  fieldId,
  from: sides.from ?? null,
  fromString: sides.fromString ?? null,
  to: sides.to ?? null,
  toString: sides.toText ?? null,
})

type Setter = (world: World, issue: JiraIssue, content: IssueContent) => readonly HistoryItem[]

const nothing: readonly HistoryItem[] = []

/** One item for each id that came or went, as Jira writes multi-valued fields. */
const cameAndWent = (
  names: { readonly field: string; readonly fieldId: string; readonly nameOf: (id: string) => string },
  before: readonly string[],
  after: readonly string[],
): HistoryItem[] => [
  ...before
    .filter((id) => !after.includes(id))
    .map((id) => change(names.field, names.fieldId, { from: id, fromString: names.nameOf(id) })),
  ...after
    .filter((id) => !before.includes(id))
    .map((id) => change(names.field, names.fieldId, { to: id, toText: names.nameOf(id) })),
]

const personId = (world: World, login: string | null): string | null => {
  const user = login === null ? undefined : world.users.get(login)
  if (user === undefined) return null
  return world.edition === 'cloud' ? user.accountId : user.key
}

const personName = (world: World, login: string | null): string | null =>
  login === null ? null : (world.users.get(login)?.displayName ?? login)

const setPerson =
  (role: 'assignee' | 'reporter'): Setter =>
  (world, issue, content) => {
    const wanted = content[role]
    if (wanted === undefined) return nothing
    const before = issue[role]
    const after = wanted === null ? null : userOf(world, wanted).name
    if (before === after) return nothing
    issue[role] = after
    return [
      change(role, role, {
        from: personId(world, before),
        fromString: personName(world, before),
        to: personId(world, after),
        toText: personName(world, after),
      }),
    ]
  }

const setText =
  (name: 'summary'): Setter =>
  (_world, issue, content) => {
    const wanted = content[name]
    if (wanted === undefined || wanted === issue[name]) return nothing
    if (wanted.trim() === '') throw new EditError('You must specify a summary of the issue.')
    const item = change(name, name, { fromString: issue[name], toText: wanted })
    issue[name] = wanted
    return [item]
  }

const setDescription: Setter = (_world, issue, { description }) => {
  if (description === undefined) return nothing
  const item = change('description', 'description', {
    fromString: wikiOf(issue.description),
    toText: wikiOf(description),
  })
  issue.description = description
  return [item]
}

const setPriority: Setter = (world, issue, { priority }) => {
  if (priority === undefined) return nothing
  const before = issue.priorityId === null ? null : priorityOf(world, issue.priorityId)
  const after = priority === null ? null : priorityOf(world, priority)
  if (before?.id === after?.id) return nothing
  issue.priorityId = after?.id ?? null
  return [
    change('priority', 'priority', {
      from: before?.id ?? null,
      fromString: before?.name ?? null,
      to: after?.id ?? null,
      toText: after?.name ?? null,
    }),
  ]
}

const setType: Setter = (world, issue, { type }) => {
  if (type === undefined) return nothing
  const before = world.issueTypes.get(issue.typeId)
  const after = typeIn(world, homeOf(world, issue), type)
  if (before?.id === after.id) return nothing
  issue.typeId = after.id
  return [
    change('issuetype', 'issuetype', {
      from: before?.id ?? null,
      fromString: before?.name ?? null,
      to: after.id,
      toText: after.name,
    }),
  ]
}

const setLabels: Setter = (_world, issue, { labels }) => {
  if (labels === undefined) return nothing
  for (const label of labels)
    if (/\s/.test(label)) throw new EditError(`The label '${label}' contains spaces which is invalid.`)
  const item = change('labels', 'labels', {
    from: '',
    fromString: issue.labels.join(' '),
    to: '',
    toText: labels.join(' '),
  })
  issue.labels = [...labels]
  return [item]
}

const setComponents: Setter = (world, issue, { components }) => {
  if (components === undefined) return nothing
  const project = homeOf(world, issue)
  const after = components.map((ref) => componentIn(project, ref).id)
  const nameOf = (id: string): string => project.components.find((one) => one.id === id)?.name ?? id
  const items = cameAndWent({ field: 'Component', fieldId: 'components', nameOf }, issue.componentIds, after)
  issue.componentIds = after
  return items
}

const setVersions =
  (role: 'fixVersions' | 'affectsVersions'): Setter =>
  (world, issue, content) => {
    const wanted = content[role]
    if (wanted === undefined) return nothing
    const project = homeOf(world, issue)
    const after = wanted.map((ref) => versionIn(project, ref).id)
    const nameOf = (id: string): string => project.versions.find((one) => one.id === id)?.name ?? id
    const fix = role === 'fixVersions'
    const names = {
      field: fix ? 'Fix Version' : 'Version',
      fieldId: fix ? 'fixVersions' : 'versions',
      nameOf,
    }
    const items = cameAndWent(names, fix ? issue.fixVersionIds : issue.affectsVersionIds, after)
    if (fix) issue.fixVersionIds = after
    else issue.affectsVersionIds = after
    return items
  }

const parentChange = (world: World, issue: JiraIssue, sides: Sides): HistoryItem => {
  if (world.edition === 'cloud') return change('IssueParentAssociation', 'parent', sides)
  const epicLink = fieldOfKind(world, EPIC_LINK_FIELD)
  return levelOf(world, issue) < 0 || epicLink === undefined
    ? change('Parent', 'parent', sides)
    : change(epicLink.name, epicLink.id, sides, 'custom')
}

const setParentIssue: Setter = (world, issue, { parent }) => {
  if (parent === undefined) return nothing
  const before = issue.parentId === null ? undefined : world.issues.get(issue.parentId)
  const after = parent === null ? undefined : issueOf(world, parent)
  if (before === after) return nothing
  if (after !== undefined && levelOf(world, after) <= levelOf(world, issue))
    throw new EditError('Given parent work item does not belong to appropriate hierarchy.')
  if (after === undefined && levelOf(world, issue) < 0) throw new EditError('A sub-task needs a parent.')
  setParent(world, issue, after?.id ?? null)
  return [
    parentChange(world, issue, {
      from: before?.id ?? null,
      fromString: before?.key ?? null,
      to: after?.id ?? null,
      toText: after?.key ?? null,
    }),
  ]
}

const setDueDate: Setter = (_world, issue, { dueDate }) => {
  if (dueDate === undefined || dueDate === issue.dueDate) return nothing
  const shown = (day: string | null): string | null => (day === null ? null : `${day} 00:00:00.0`)
  const item = change('duedate', 'duedate', {
    from: issue.dueDate,
    fromString: shown(issue.dueDate),
    to: dueDate,
    toText: shown(dueDate),
  })
  issue.dueDate = dueDate
  return [item]
}

const seconds = (value: number | null): string | null => (value === null ? null : String(value))

const setEstimates: Setter = (_world, issue, { originalEstimate, remainingEstimate }) => {
  const items: HistoryItem[] = []
  const note = (field: string, before: number | null, after: number | null): void => {
    const [from, to] = [seconds(before), seconds(after)]
    items.push(change(field, field, { from, fromString: from, to, toText: to }))
  }
  if (originalEstimate !== undefined && originalEstimate !== issue.originalEstimate) {
    note('timeoriginalestimate', issue.originalEstimate, originalEstimate)
    issue.originalEstimate = originalEstimate
    if (remainingEstimate === undefined && issue.remainingEstimate === null) {
      note('timeestimate', null, originalEstimate)
      issue.remainingEstimate = originalEstimate
    }
  }
  if (remainingEstimate !== undefined && remainingEstimate !== issue.remainingEstimate) {
    note('timeestimate', issue.remainingEstimate, remainingEstimate)
    issue.remainingEstimate = remainingEstimate
  }
  return items
}

const shown = (value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const setCustomFields: Setter = (world, issue, { fields }) =>
  Object.entries(fields ?? {}).flatMap(([ref, value]) => {
    const field = fieldOf(world, ref)
    if (field.custom === undefined || field.custom === SPRINT_FIELD)
      throw new EditError(`Field '${ref}' cannot be set this way.`, 400, {
        [field.id]: `Field '${field.id}' cannot be set. It is not on the appropriate screen, or unknown.`,
      })
    const before = issue.values.get(field.id)
    if (value === null) issue.values.delete(field.id)
    else issue.values.set(field.id, value)
    const sides = { fromString: shown(before), toText: shown(value) }
    return [change(field.name, field.id, sides, 'custom')]
  })

const SETTERS: readonly Setter[] = [
  setType,
  setText('summary'),
  setDescription,
  setPriority,
  setPerson('assignee'),
  setPerson('reporter'),
  setLabels,
  setComponents,
  setVersions('fixVersions'),
  setVersions('affectsVersions'),
  setParentIssue,
  setDueDate,
  setEstimates,
  setCustomFields,
]

/** Sets what the content names; answers the lines for the changelog. */
export const setContent = (world: World, issue: JiraIssue, content: IssueContent): HistoryItem[] =>
  SETTERS.flatMap((set) => set(world, issue, content))

/** Puts the issue into these sprints; answers the line for the changelog. */
export const setSprints = (world: World, issue: JiraIssue, after: readonly string[]): HistoryItem[] => {
  const field = fieldOfKind(world, SPRINT_FIELD)
  const list = (ids: readonly string[]): string => ids.join(', ')
  if (list(issue.sprintIds) === list(after)) return []
  const names = (ids: readonly string[]): string =>
    ids.map((id) => world.sprints.get(id)?.name ?? '').join(', ')
  const sides = {
    from: list(issue.sprintIds),
    fromString: names(issue.sprintIds),
    to: list(after),
    toText: names(after),
  }
  issue.sprintIds = [...after]
  return [change('Sprint', field?.id ?? 'customfield_10020', sides, 'custom')]
}
