import { findField } from '../state/lookup.ts'
import { SPRINT_FIELD } from '../state/fields.ts'
import type { World } from '../state/world.ts'
import { JqlError } from './jql-error.ts'

/** What the engine can compare. */
export type Searchable =
  | 'id'
  | 'project'
  | 'updated'
  | 'created'
  | 'resolved'
  | 'due'
  | 'status'
  | 'statusCategory'
  | 'type'
  | 'priority'
  | 'resolution'
  | 'parent'
  | 'sprint'
  | 'assignee'
  | 'reporter'
  | 'labels'
  | 'component'
  | 'fixVersion'
  | 'summary'
  | 'rank'

const NAMES: Readonly<Record<string, Searchable>> = {
  id: 'id',
  issue: 'id',
  key: 'id',
  issuekey: 'id',
  project: 'project',
  updated: 'updated',
  updateddate: 'updated',
  created: 'created',
  createddate: 'created',
  resolved: 'resolved',
  resolutiondate: 'resolved',
  due: 'due',
  duedate: 'due',
  status: 'status',
  statuscategory: 'statusCategory',
  type: 'type',
  issuetype: 'type',
  priority: 'priority',
  resolution: 'resolution',
  parent: 'parent',
  'epic link': 'parent',
  sprint: 'sprint',
  assignee: 'assignee',
  reporter: 'reporter',
  labels: 'labels',
  component: 'component',
  fixversion: 'fixVersion',
  summary: 'summary',
  rank: 'rank',
}

/** The field that a clause names, or Jira's refusal. */
export const searchable = (world: World, name: string): Searchable => {
  const known = NAMES[name.toLowerCase()]
  if (known !== undefined) return known
  const number = /^cf\[(\d+)\]$/i.exec(name)?.[1]
  const field = findField(world, number === undefined ? name : `customfield_${number}`)
  if (field?.custom === SPRINT_FIELD) return 'sprint'
  if (field === undefined)
    throw new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`)
  throw new JqlError(`The simulator's JQL does not know how to compare "${name}".`)
}
