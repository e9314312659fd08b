import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '../../common/gate/open-api.ts'
import { CSOM_TYPES, type CsomType, type ScalarKind } from './types.ts'

const DATE = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?$`
const GUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
const LENGTH = String.raw`^-?\d+(\.\d+)?e?(m|h|d|w|mo)\??$`
const TIME_SPAN = String.raw`^-?P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`

const KINDS: Readonly<Record<Exclude<ScalarKind, 'length'>, JsonSchema>> = {
  text: { type: 'string' },
  textOrNull: { type: 'string', nullable: true },
  guid: { type: 'string', pattern: GUID },
  date: { type: 'string', pattern: DATE },
  int: { type: 'integer' },
  number: { type: 'number' },
  flag: { type: 'boolean' },
}

/** What the class reference says of a number beyond its type. */
const RANGES: Readonly<Record<string, JsonSchema>> = {
  ConstraintType: { type: 'integer', minimum: 0, maximum: 8 },
  DependencyType: { type: 'integer', minimum: 0, maximum: 3 },
  OutlineLevel: { type: 'integer', minimum: 0 },
  PercentComplete: { type: 'integer', minimum: 0, maximum: 100 },
  PercentPhysicalWorkComplete: { type: 'integer', minimum: 0, maximum: 100 },
  Priority: { type: 'integer', minimum: 0, maximum: 1000 },
  TaskType: { type: 'integer', minimum: 0, maximum: 2 },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((shift) => [
      [`Shift${shift}Start`, { type: 'integer', minimum: 0, maximum: 1440 }],
      [`Shift${shift}Finish`, { type: 'integer', minimum: 0, maximum: 1440 }],
    ]),
  ),
}

const NOTHING: JsonSchema = {
  type: 'object',
  properties: { 'odata.null': { type: 'boolean' } },
  required: ['odata.null'],
}

const schemaOf = (name: string, { scalars, links, custom }: CsomType): JsonSchema => ({
  type: 'object',
  required: ['odata.type', 'odata.id', 'odata.editLink'],
  properties: {
    'odata.metadata': { type: 'string' },
    'odata.type': { type: 'string', enum: [name] },
    'odata.id': { type: 'string', pattern: '^https?://.+/_api/' },
    'odata.editLink': { type: 'string' },
    ...Object.fromEntries(Object.entries(scalars).flatMap(([scalar, kind]) => scalarSchemas(scalar, kind))),
    ...Object.fromEntries(
      Object.entries(links).map(([link, { type, many }]) => {
        const target = { $ref: `#/components/schemas/${type}` }
        return [link, many ? { type: 'array', items: target } : { anyOf: [target, NOTHING] }]
      }),
    ),
  },
  ...(custom === undefined
    ? {}
    : {
        patternProperties: {
          '^(Local)?Custom_x005f_[0-9A-Za-z_]+$': {
            anyOf: [
              { type: 'string' },
              { type: 'number' },
              { type: 'boolean' },
              { type: 'array', items: { type: 'string', pattern: '^Entry_[0-9a-f]{32}$' } },
            ],
          },
        },
      }),
})

const scalarSchemas = (name: string, kind: ScalarKind): [string, JsonSchema][] =>
  kind === 'length'
    ? [
        [name, { type: 'string', pattern: LENGTH, nullable: true }],
        [`${name}Milliseconds`, { type: 'integer' }],
        [`${name}TimeSpan`, { type: 'string', pattern: TIME_SPAN }],
      ]
    : [[name, RANGES[name] ?? KINDS[kind]]]

const ERROR: JsonSchema = {
  type: 'object',
  required: ['odata.error'],
  properties: {
    'odata.error': {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: {
          type: 'object',
          required: ['lang', 'value'],
          properties: { lang: { type: 'string' }, value: { type: 'string' } },
        },
      },
    },
  },
}

const json = (schema: JsonSchema) => ({ description: '', content: { 'application/json': { schema } } })

const option = (name: string, schema: JsonSchema) => ({ name, in: 'query', schema })

const operation = (id: string, schema: JsonSchema, options: readonly string[]): OpenApiOperation => ({
  operationId: id,
  parameters: [
    option('$select', { type: 'string', minLength: 1 }),
    option('$expand', { type: 'string', minLength: 1 }),
    ...options.map((name) => option(name, { type: name === '$orderby' ? 'string' : 'integer' })),
    ...(id.includes('By')
      ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: GUID } }]
      : []),
  ],
  responses: { '200': json(schema), '4XX': json(ERROR) },
})

const listOf = (type: string): JsonSchema => ({
  type: 'object',
  required: ['odata.metadata', 'value'],
  properties: {
    'odata.metadata': { type: 'string' },
    value: { type: 'array', items: { $ref: `#/components/schemas/${type}` } },
  },
})

const ROOTS: Readonly<Record<string, string>> = {
  Projects: 'PS.PublishedProject',
  Calendars: 'PS.Calendar',
  EnterpriseResources: 'PS.EnterpriseResource',
  CustomFields: 'PS.CustomField',
}

const PAGING = ['$top', '$skip', '$orderby']

const pathsOf = (name: string, type: string): [string, Readonly<Record<string, OpenApiOperation>>][] => [
  [`/${name}`, { get: operation(`list${name}`, listOf(type), PAGING) }],
  [`/${name}('{id}')`, { get: operation(`get${name}ById`, { $ref: `#/components/schemas/${type}` }, []) }],
  ...Object.entries(CSOM_TYPES[type]?.links ?? {}).map(
    ([link, target]): [string, Readonly<Record<string, OpenApiOperation>>] => [
      `/${name}('{id}')/${link}`,
      {
        get: operation(
          `get${name}${link}ById`,
          target.many ? listOf(target.type) : { $ref: `#/components/schemas/${target.type}` },
          target.many ? PAGING : [],
        ),
      },
    ],
  ),
]

/**
 * A description of our own of what is read of the object model, since Microsoft publishes none for it. Where its facts
 * come from is said in `types.ts`.
 */
export const CSOM_DESCRIPTION: OpenApiDocument = {
  paths: Object.fromEntries(Object.entries(ROOTS).flatMap(([name, type]) => pathsOf(name, type))),
  components: {
    schemas: Object.fromEntries(
      Object.entries(CSOM_TYPES).map(([name, type]) => [name, schemaOf(name, type)]),
    ),
  },
}
