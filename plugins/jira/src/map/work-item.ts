import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import type { IssueItem } from '../wire/issue.ts'
import { accountRef } from './account.ts'
import { customFieldsOf } from './custom-fields.ts'
import { dayOf, whenOf } from './dates.ts'
import type { IssueContext } from './issue-context.ts'
import { itemTypeOf } from './item-type.ts'
import { listOf, member, objectsOf, path, textOf } from './json.ts'
import { parentOf } from './parent.ts'
import { priorityOf } from './priority.ts'
import { itemCategory } from './status-category.ts'
import { timesOf } from './times.ts'

type WorkItem = Extract<RecordInput, { kind: 'workItem' }>

/** An issue of either edition as a work item. `fields` is a free map: what it lacks or distorts is left out. */
export function toWorkItem({ issue, fields: table }: IssueItem, context: IssueContext): WorkItem {
  const fields: unknown = issue.fields
  const get = (name: string): unknown => member(fields, name)
  const resolution = textOf(path(fields, 'resolution', 'name'))
  const category = itemCategory(get('status'), resolution)
  const { warnings, fields: custom, ...known } = customFieldsOf(fields, table)
  const [assignee, reporter] = [accountRef(get('assignee')), accountRef(get('reporter') ?? get('creator'))]
  const parent = parentOf({ key: issue.key, fields }, table, context)
  const versions = objectsOf(get('fixVersions')).flatMap((version) => textOf(version['id']) ?? [])
  const description = toMarkdown(get('description'))
  const [created, updated] = [whenOf(get('created')), whenOf(get('updated'))]
  const due = dayOf(get('duedate'))
  const finished = category === 'done' || category === 'cancelled' ? whenOf(get('resolutiondate')) : undefined
  const notes = [...warnings, ...(category === undefined ? [unknownCategory(get('status'))] : [])]
  const own = { ...custom, ...(versions.length > 1 && { fixVersions: versions }) }
  return {
    kind: 'workItem',
    ref: String(issue.id),
    container: textOf(path(fields, 'project', 'id')) ?? context.project,
    key: issue.key,
    url: `${context.site}/browse/${issue.key}`,
    ...itemTypeOf(get('issuetype')),
    title: textOf(get('summary')) ?? issue.key,
    ...(description !== undefined && { description }),
    status: textOf(path(fields, 'status', 'name')) ?? '',
    statusCategory: category ?? 'todo',
    ...(resolution !== undefined && { resolution }),
    ...priorityOf(get('priority')),
    ...(assignee !== undefined && { assignees: [assignee] }),
    ...(reporter !== undefined && { reporter }),
    ...namesIn('labels', listOf(get('labels')).map(textOf)),
    ...namesIn(
      'components',
      objectsOf(get('components')).map((one) => textOf(one['name'])),
    ),
    ...(parent !== undefined && { parent }),
    ...(versions[0] !== undefined && { milestone: versions[0] }),
    ...(created !== undefined && { created }),
    ...(updated !== undefined && { updated }),
    ...(finished !== undefined && { finished }),
    ...(due !== undefined && { due }),
    ...timesOf(fields),
    ...known,
    ...(Object.keys(own).length > 0 && { fields: own }),
    ...(notes.length > 0 && { warnings: notes }),
  }
}

function namesIn(
  name: 'labels' | 'components',
  texts: readonly (string | undefined)[],
): Pick<WorkItem, 'labels' | 'components'> {
  const found = texts.filter((text) => text !== undefined)
  return found.length === 0 ? {} : { [name]: found }
}

function unknownCategory(status: unknown): string {
  const name = textOf(member(status, 'name')) ?? ''
  return `The status "${name}" has no category that this version knows; it counts as not begun.`
}
