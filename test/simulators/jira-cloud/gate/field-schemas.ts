import type { JsonSchema } from '../../common/gate/open-api.ts'
import type { JiraField } from '../../jira/state/model.ts'

const part = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const TEXT: JsonSchema = { type: 'string' }
const SECONDS = orNull({ type: 'integer' })
const DAY = orNull({ type: 'string', format: 'date' })
const DOCUMENT = orNull({
  type: 'object',
  required: ['type', 'version', 'content'],
  properties: { type: { enum: ['doc'] }, version: { enum: [1] }, content: { type: 'array' } },
})

/** A component of the description, without which keys it is nothing. */
const whole = (name: string, ...required: readonly string[]): JsonSchema => ({
  allOf: [part(name), { type: 'object', required }],
})

const PERSON = whole('UserDetails', 'accountId', 'displayName', 'active')
const RELATIVE = whole('LinkedIssue', 'id', 'key', 'fields')
// The component wants both ends of a link; an issue shows the other one only.
const LINK: JsonSchema = {
  type: 'object',
  required: ['id', 'type'],
  properties: {
    id: TEXT,
    self: TEXT,
    type: whole('IssueLinkType', 'id', 'name', 'inward', 'outward'),
    inwardIssue: RELATIVE,
    outwardIssue: RELATIVE,
  },
  additionalProperties: false,
  oneOf: [{ required: ['inwardIssue'] }, { required: ['outwardIssue'] }],
}

/** Instants are left to the gate's own check: the description's format is not Jira's. */
const INSTANT = orNull(TEXT)

const SYSTEM: Readonly<Record<string, JsonSchema>> = {
  summary: TEXT,
  status: whole('StatusDetails', 'id', 'name', 'statusCategory'),
  issuetype: whole('IssueTypeDetails', 'id', 'name', 'subtask'),
  priority: orNull(whole('Priority', 'id', 'name')),
  project: whole('Project', 'id', 'key', 'name'),
  assignee: orNull(PERSON),
  reporter: orNull(PERSON),
  creator: orNull(PERSON),
  resolution: orNull(whole('Resolution', 'id', 'name')),
  fixVersions: listOf(whole('Version', 'id', 'name')),
  versions: listOf(whole('Version', 'id', 'name')),
  components: listOf(whole('ProjectComponent', 'id', 'name')),
  issuelinks: listOf(LINK),
  parent: RELATIVE,
  subtasks: listOf(RELATIVE),
  labels: listOf(TEXT),
  created: TEXT,
  updated: TEXT,
  resolutiondate: INSTANT,
  statuscategorychangedate: INSTANT,
  duedate: DAY,
  timespent: SECONDS,
  timeestimate: SECONDS,
  timeoriginalestimate: SECONDS,
  timetracking: part('TimeTrackingDetails'),
  description: DOCUMENT,
  environment: DOCUMENT,
  comment: part('PageOfComments'),
  worklog: part('PageOfWorklogs'),
}

const VALUES: Readonly<Record<string, JsonSchema>> = {
  string: TEXT,
  number: { type: 'number' },
  date: { type: 'string', format: 'date' },
  datetime: TEXT,
  any: TEXT,
  user: PERSON,
  version: whole('Version', 'id', 'name'),
  option: {
    type: 'object',
    required: ['value', 'id'],
    properties: { self: TEXT, value: TEXT, id: TEXT, child: { type: 'object' } },
  },
  team: { type: 'object', required: ['id', 'name'] },
  group: { type: 'object', required: ['name'] },
}

/** The schema of a field's value, from what `GET /field` says of it. Undefined: nobody knows such a type. */
export const schemaOfField = ({ id, type, items, custom }: JiraField): JsonSchema | undefined => {
  if (custom === undefined) return SYSTEM[id]
  const wanted = type === 'array' ? VALUES[items ?? ''] : VALUES[type]
  if (wanted === undefined) return undefined
  return orNull(type === 'array' ? listOf(wanted) : wanted)
}
