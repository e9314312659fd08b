import type { JiraField } from './model.ts'
import type { Edition, World } from './world.ts'

export const SPRINT_FIELD = 'com.pyxis.greenhopper.jira:gh-sprint'
export const RANK_FIELD = 'com.pyxis.greenhopper.jira:gh-lexo-rank'
export const EPIC_LINK_FIELD = 'com.pyxis.greenhopper.jira:gh-epic-link'
export const EPIC_NAME_FIELD = 'com.pyxis.greenhopper.jira:gh-epic-label'
export const PARENT_LINK_FIELD = 'com.atlassian.jpo:jpo-custom-field-parent'
const NUMBER = 'com.atlassian.jira.plugin.system.customfieldtypes:float'
const DATE = 'com.atlassian.jira.plugin.system.customfieldtypes:datepicker'

/** Id, name, type, and what JQL calls it if not by its id. */
type SystemField = readonly [
  id: string,
  name: string,
  type: string,
  items?: string | undefined,
  clauses?: readonly string[],
]

const SYSTEM: readonly SystemField[] = [
  [
    'statuscategorychangedate',
    'Status Category Changed',
    'datetime',
    undefined,
    ['statusCategoryChangedDate'],
  ],
  ['issuetype', 'Issue Type', 'issuetype', undefined, ['issuetype', 'type']],
  ['parent', 'Parent', 'issuelink', undefined, ['parent']],
  ['timespent', 'Time Spent', 'number', undefined, ['timespent']],
  ['project', 'Project', 'project'],
  ['fixVersions', 'Fix versions', 'array', 'version', ['fixVersion']],
  ['resolution', 'Resolution', 'resolution'],
  ['resolutiondate', 'Resolved', 'datetime', undefined, ['resolutiondate', 'resolved']],
  ['created', 'Created', 'datetime', undefined, ['created', 'createdDate']],
  ['priority', 'Priority', 'priority'],
  ['labels', 'Labels', 'array', 'string'],
  ['timeestimate', 'Remaining Estimate', 'number', undefined, ['remainingEstimate', 'timeestimate']],
  ['versions', 'Affects versions', 'array', 'version', ['affectedVersion']],
  ['issuelinks', 'Linked Issues', 'array', 'issuelinks', ['issueLink']],
  ['assignee', 'Assignee', 'user'],
  ['updated', 'Updated', 'datetime', undefined, ['updated', 'updatedDate']],
  ['status', 'Status', 'status'],
  ['components', 'Components', 'array', 'component', ['component']],
  [
    'timeoriginalestimate',
    'Original estimate',
    'number',
    undefined,
    ['originalEstimate', 'timeoriginalestimate'],
  ],
  ['description', 'Description', 'string'],
  ['timetracking', 'Time tracking', 'timetracking', undefined, []],
  ['summary', 'Summary', 'string'],
  ['creator', 'Creator', 'user'],
  ['subtasks', 'Sub-tasks', 'array', 'issuelinks', ['subtasks']],
  ['reporter', 'Reporter', 'user'],
  ['environment', 'Environment', 'string'],
  ['duedate', 'Due date', 'date', undefined, ['due', 'duedate']],
  ['comment', 'Comment', 'comments-page', undefined, ['comment']],
  ['worklog', 'Log Work', 'array', 'worklog', []],
]

/** Id, name, type, items, key of the kind. */
type CustomField = readonly [id: string, name: string, type: string, items: string | null, custom: string]

const CUSTOM: Readonly<Record<Edition, readonly CustomField[]>> = {
  cloud: [
    [
      'customfield_10001',
      'Team',
      'team',
      null,
      'com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team',
    ],
    ['customfield_10011', 'Epic Name', 'string', null, EPIC_NAME_FIELD],
    ['customfield_10014', 'Epic Link', 'any', null, EPIC_LINK_FIELD],
    ['customfield_10015', 'Start date', 'date', null, DATE],
    [
      'customfield_10016',
      'Story point estimate',
      'number',
      null,
      'com.pyxis.greenhopper.jira:jsw-story-points',
    ],
    ['customfield_10018', 'Parent Link', 'any', null, PARENT_LINK_FIELD],
    ['customfield_10019', 'Rank', 'any', null, RANK_FIELD],
    ['customfield_10020', 'Sprint', 'array', 'json', SPRINT_FIELD],
    [
      'customfield_10021',
      'Flagged',
      'array',
      'option',
      'com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes',
    ],
    ['customfield_10022', 'Target start', 'date', null, 'com.atlassian.jpo:jpo-custom-field-baseline-start'],
    ['customfield_10023', 'Target end', 'date', null, 'com.atlassian.jpo:jpo-custom-field-baseline-end'],
    ['customfield_10028', 'Story Points', 'number', null, NUMBER],
  ],
  'data-center': [
    [
      'customfield_10000',
      'Development',
      'any',
      null,
      'com.atlassian.jira.plugins.jira-development-integration-plugin:devsummary',
    ],
    ['customfield_10001', 'Sprint', 'array', 'string', SPRINT_FIELD],
    ['customfield_10002', 'Epic Link', 'any', null, EPIC_LINK_FIELD],
    ['customfield_10003', 'Epic Name', 'string', null, EPIC_NAME_FIELD],
    ['customfield_10004', 'Story Points', 'number', null, NUMBER],
    ['customfield_10005', 'Rank', 'any', null, RANK_FIELD],
    ['customfield_10006', 'Target start', 'date', null, 'com.atlassian.jpo:jpo-custom-field-baseline-start'],
    ['customfield_10007', 'Target end', 'date', null, 'com.atlassian.jpo:jpo-custom-field-baseline-end'],
    ['customfield_10008', 'Parent Link', 'any', null, PARENT_LINK_FIELD],
  ],
}

/** What JQL calls a custom field. */
export const clausesOf = (id: string, name: string): readonly string[] => [
  `cf[${id.replace('customfield_', '')}]`,
  name,
]

/** The fields that a fresh site has. */
export const addDefaultFields = (world: World): void => {
  const add = (field: JiraField): void => void world.fields.set(field.id, field)
  for (const [id, name, type, items, clauses] of SYSTEM)
    add({ id, name, type, clauses: clauses ?? [id], ...(items === undefined ? {} : { items }) })
  for (const [id, name, type, items, custom] of CUSTOM[world.edition])
    add({ id, name, type, custom, clauses: clausesOf(id, name), ...(items === null ? {} : { items }) })
}
