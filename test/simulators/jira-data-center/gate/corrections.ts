import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '../../common/gate/open-api.ts'

/** What the description has wrong, and what the product answers: each with the reason to believe so. */
export interface Correction {
  readonly id: string
  readonly reason: string
  /** Answers with a list of what the description shows as one. */
  readonly lists?: readonly string[]
  /** Answers with a page of the agile API, of what the description shows as one. */
  readonly pages?: readonly string[]
  /** Properties of components: added, or put in the place of wrong ones. */
  readonly components?: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
}

const TEXT: JsonSchema = { type: 'string' }
const NUMBER: JsonSchema = { type: 'integer' }
const FLAG: JsonSchema = { type: 'boolean' }
const DAY: JsonSchema = { type: 'string', format: 'date' }
const part = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const NULLABLE_TEXT: JsonSchema = { type: 'string', nullable: true }

export const CORRECTIONS: readonly Correction[] = [
  {
    id: 'lists-as-objects',
    reason: 'Endpoints that list things are described as answering with one of them.',
    lists: [
      '/api/2/field',
      '/api/2/issuetype',
      '/api/2/priority',
      '/api/2/project',
      '/api/2/project/{projectIdOrKey}/components',
      '/api/2/project/{projectIdOrKey}/statuses',
      '/api/2/project/{projectIdOrKey}/versions',
      '/api/2/resolution',
      '/api/2/status',
      '/api/2/statuscategory',
      '/api/2/user/search',
      '/api/2/worklog/list',
      '/api/2/issue/{issueIdOrKey}/remotelink',
    ],
    pages: ['/agile/1.0/board', '/agile/1.0/board/{boardId}/sprint'],
  },
  {
    id: 'issue-fields-as-objects',
    reason: 'Values of fields are described as objects; most are text, numbers or lists.',
    components: {
      IssueBean: { fields: { type: 'object', additionalProperties: {} }, expand: TEXT },
    },
  },
  {
    id: 'empty-components',
    reason: 'Some components are described without their properties.',
    components: {
      ServerInfoBean: {
        baseUrl: TEXT,
        version: TEXT,
        versionNumbers: listOf(NUMBER),
        deploymentType: TEXT,
        buildNumber: NUMBER,
        buildDate: TEXT,
        databaseBuildNumber: NUMBER,
        serverTime: TEXT,
        scmInfo: TEXT,
        serverTitle: TEXT,
      },
      IssueLinkTypesBean: { issueLinkTypes: listOf(part('IssueLinkTypeJsonBean')) },
      RemoteIssueLinkBean: {
        id: NUMBER,
        self: TEXT,
        globalId: TEXT,
        application: { type: 'object' },
        relationship: TEXT,
        object: part('RemoteObject'),
      },
    },
  },
  {
    id: 'missing-properties',
    reason: 'Real payloads have properties that the description leaves out.',
    components: {
      ProjectBean: {
        expand: TEXT,
        projectTypeKey: TEXT,
        lead: part('UserJsonBean'),
        issueTypes: listOf(part('IssueTypeJsonBean')),
        components: listOf(part('ComponentBean')),
        versions: listOf(part('VersionBean')),
        assigneeType: TEXT,
        roles: { type: 'object' },
      },
      ComponentBean: { projectId: NUMBER, realAssigneeType: TEXT, isAssigneeTypeValid: FLAG },
    },
  },
  {
    id: 'days-as-instants',
    reason: 'A version starts and ends on a calendar day.',
    components: { VersionBean: { startDate: DAY, releaseDate: DAY } },
  },
  {
    id: 'changes-of-nothing',
    reason: 'What was unset is null in real changelogs, as the recording shows.',
    components: {
      ChangeItemBean: {
        from: NULLABLE_TEXT,
        fromString: NULLABLE_TEXT,
        to: NULLABLE_TEXT,
        toString: NULLABLE_TEXT,
      },
    },
  },
  {
    id: 'instants-without-colon',
    reason: 'Jira writes offsets as +0000, which the format forbids; the gate checks instants by itself.',
    components: { ChangeHistoryBean: { created: TEXT } },
  },
]

const known = new WeakMap<OpenApiDocument, OpenApiDocument>()

/** The description with its corrections. */
export const corrected = (document: OpenApiDocument): OpenApiDocument => {
  const done = known.get(document)
  if (done !== undefined) return done
  const paths = { ...document.paths }
  const schemas = { ...document.components['schemas'] }
  for (const { lists = [], pages = [], components = {} } of CORRECTIONS) {
    for (const path of lists) replaceReply(paths, path, listOf)
    for (const path of pages)
      replaceReply(paths, path, (values) => ({
        type: 'object',
        required: ['maxResults', 'startAt', 'isLast', 'values'],
        properties: {
          maxResults: NUMBER,
          startAt: NUMBER,
          total: NUMBER,
          isLast: FLAG,
          values: listOf(values),
        },
      }))
    for (const [name, properties] of Object.entries(components)) {
      // A component of the description is an object schema by contract.
      const schema = (schemas[name] ?? {}) as { readonly properties?: Readonly<Record<string, JsonSchema>> }
      schemas[name] = { type: 'object', ...schema, properties: { ...schema.properties, ...properties } }
    }
  }
  const result = { ...document, paths, components: { ...document.components, schemas } }
  known.set(document, result)
  return result
}

type Paths = Record<string, Readonly<Record<string, OpenApiOperation>>>
type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>

const replaceReply = (paths: Paths, path: string, wrap: (schema: JsonSchema) => JsonSchema): void => {
  const item = paths[path]
  for (const [method, operation] of Object.entries(item ?? {})) {
    if (!['get', 'post'].includes(method)) continue
    // A response of the description: content ▸ media type ▸ schema.
    const ok = operation.responses['200'] as { readonly content?: Content } | undefined
    if (ok?.content === undefined) continue
    const content = Object.fromEntries(
      Object.entries(ok.content).map(([type, { schema = {} }]) => [type, { schema: wrap(schema) }]),
    )
    paths[path] = {
      ...paths[path],
      [method]: { ...operation, responses: { ...operation.responses, 200: { ...ok, content } } },
    }
  }
}
