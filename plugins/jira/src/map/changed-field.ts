import type { FieldTable } from '../fields/field-table.ts'
import { modelFieldOf } from '../fields/model-field.ts'
import { sameName } from '../fields/site-field.ts'
import { textOf, type JsonObject } from './json.ts'

// Names and ids of Jira's own fields in a changelog, by the field of the model that they concern. Old entries
// and Data Center have the name alone.
const FIELDS: Readonly<Record<string, string>> = {
  assignee: 'assignees',
  component: 'components',
  components: 'components',
  description: 'description',
  duedate: 'due',
  'epic link': 'parent',
  'fix version': 'milestone',
  fixversions: 'milestone',
  flagged: 'blocked',
  issuelinks: 'dependency',
  issueparentassociation: 'parent',
  issuetype: 'nativeType',
  key: 'key',
  labels: 'labels',
  link: 'dependency',
  parent: 'parent',
  'parent issue': 'parent',
  'parent link': 'parent',
  priority: 'nativePriority',
  project: 'container',
  reporter: 'reporter',
  resolution: 'resolution',
  sprint: 'iteration',
  status: 'status',
  'story points': 'points',
  'story point estimate': 'points',
  summary: 'title',
  timeestimate: 'remaining',
  timeoriginalestimate: 'estimate',
  timespent: 'spent',
}

/**
 * Name of the model's field that a line of the changelog concerns: by the field's role where it has one, else by
 * its name; a role of the site's own is a value of `fields`; what the model does not know keeps Jira's name.
 */
export function changedField(item: JsonObject, table: FieldTable): string {
  const id = textOf(item['fieldId'])
  const name = textOf(item['field']) ?? id ?? 'unknown'
  const role = id === undefined ? undefined : Object.keys(table).find((one) => table[one]?.includes(id))
  if (role !== undefined) return modelFieldOf(role) ?? `fields.${role}`
  for (const word of [id, name].map((one) => one?.trim().toLowerCase()))
    if (word !== undefined && Object.hasOwn(FIELDS, word)) return FIELDS[word] ?? name
  return name
}

/** Whether a line of the changelog is about sprints. */
export function isSprintLine(item: JsonObject, table: FieldTable): boolean {
  const id = textOf(item['fieldId'])
  if (id !== undefined && table['sprint'] !== undefined) return table['sprint'].includes(id)
  return sameName(textOf(item['field']) ?? '', 'Sprint')
}
