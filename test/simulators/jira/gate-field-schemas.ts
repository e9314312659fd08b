import type { JsonSchema } from '../common/gate/open-api.ts'
import type { JiraField } from './state/model.ts'

/** How a description calls the components that values of fields are made of. */
export interface FieldParts {
  readonly status: string
  readonly issueType: string
  readonly priority: string
  readonly project: string
  /** The component, and what a person always has. */
  readonly person: readonly [component: string, ...required: string[]]
  readonly resolution: string
  readonly version: string
  readonly component: string
  readonly linkType: string
  readonly relative: string
  readonly comments: string
  readonly worklogs: string
  /** What a description of an issue is. */
  readonly text: JsonSchema
  /** Undefined: the description has no component for it. */
  readonly timeTracking?: string
}

const part = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const TEXT: JsonSchema = { type: 'string' }

export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

/** A component of the description, without which keys it is nothing. */
const whole = (name: string, ...required: readonly string[]): JsonSchema => ({
  allOf: [part(name), { type: 'object', required }],
})

const SECONDS = orNull({ type: 'integer' })
const DAY = orNull({ type: 'string', format: 'date' })
/** Instants are left to the gate's own check: a description's format is not Jira's. */
const INSTANT = orNull(TEXT)

const TIME_TRACKING: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(
    ['originalEstimate', 'remainingEstimate', 'timeSpent'].flatMap((name) => [
      [name, TEXT],
      [`${name}Seconds`, { type: 'integer' }],
    ]),
  ),
}

// Components want both ends of a link; an issue shows the other one only.
const linkOf = (parts: FieldParts, relative: JsonSchema): JsonSchema => ({
  type: 'object',
  required: ['id', 'type'],
  properties: {
    id: TEXT,
    self: TEXT,
    type: whole(parts.linkType, 'id', 'name', 'inward', 'outward'),
    inwardIssue: relative,
    outwardIssue: relative,
  },
  additionalProperties: false,
  oneOf: [{ required: ['inwardIssue'] }, { required: ['outwardIssue'] }],
})

/** The schema of a field's value, from what `GET /field` says of it. Undefined: nobody knows such a type. */
export const fieldSchemas = (parts: FieldParts): ((field: JiraField) => JsonSchema | undefined) => {
  const person = orNull(whole(...parts.person))
  const relative = whole(parts.relative, 'id', 'key', 'fields')
  const version = whole(parts.version, 'id', 'name')
  const system: Readonly<Record<string, JsonSchema>> = {
    summary: TEXT,
    status: whole(parts.status, 'id', 'name', 'statusCategory'),
    issuetype: whole(parts.issueType, 'id', 'name', 'subtask'),
    priority: orNull(whole(parts.priority, 'id', 'name')),
    project: whole(parts.project, 'id', 'key', 'name'),
    assignee: person,
    reporter: person,
    creator: person,
    resolution: orNull(whole(parts.resolution, 'id', 'name')),
    fixVersions: listOf(version),
    versions: listOf(version),
    components: listOf(whole(parts.component, 'id', 'name')),
    issuelinks: listOf(linkOf(parts, relative)),
    parent: relative,
    subtasks: listOf(relative),
    labels: listOf(TEXT),
    created: TEXT,
    updated: TEXT,
    resolutiondate: INSTANT,
    statuscategorychangedate: INSTANT,
    duedate: DAY,
    timespent: SECONDS,
    timeestimate: SECONDS,
    timeoriginalestimate: SECONDS,
    timetracking: parts.timeTracking === undefined ? TIME_TRACKING : part(parts.timeTracking),
    description: parts.text,
    environment: parts.text,
    comment: part(parts.comments),
    worklog: part(parts.worklogs),
  }
  const values: Readonly<Record<string, JsonSchema>> = {
    string: TEXT,
    number: { type: 'number' },
    date: { type: 'string', format: 'date' },
    datetime: TEXT,
    any: TEXT,
    user: whole(...parts.person),
    version,
    option: {
      type: 'object',
      required: ['value', 'id'],
      properties: { self: TEXT, value: TEXT, id: TEXT, child: { type: 'object' } },
    },
    team: { type: 'object', required: ['id', 'name'] },
    group: { type: 'object', required: ['name'] },
  }
  return ({ id, type, items, custom }) => {
    if (custom === undefined) return system[id]
    const wanted = type === 'array' ? values[items ?? ''] : values[type]
    if (wanted === undefined) return undefined
    return orNull(type === 'array' ? listOf(wanted) : wanted)
  }
}
