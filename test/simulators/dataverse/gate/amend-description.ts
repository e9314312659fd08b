import type { OpenApiDocument, OpenApiOperation } from '../../common/gate/open-api.ts'
import { TABLES, UNDESCRIBED, type Column, type TableDefinition } from '../tables.ts'

type Schema = Readonly<Record<string, unknown>>

const TYPE = 'Microsoft.Dynamics.CRM.'
const text = { type: 'string' } as const
const id = { type: 'string', format: 'uuid' } as const

/** Control information that any row may carry, and annotations of its columns. */
const ROW_CONTROL = { '@odata.context': text, '@odata.etag': { type: 'string', pattern: '^W/"\\d+"$' } }
const ANNOTATIONS = {
  '^\\w+@OData\\.Community\\.Display\\.V1\\.FormattedValue$': text,
  '^\\w+@Microsoft\\.Dynamics\\.CRM\\.lookuplogicalname$': text,
}

const DELETED: Schema = {
  type: 'object',
  required: ['@odata.context', 'id', 'reason'],
  properties: {
    '@odata.context': { type: 'string', pattern: '/\\$deletedEntity$' },
    id,
    reason: { type: 'string', enum: ['deleted', 'changed'] },
  },
}

/**
 * The description, which was assembled from documentation pages, with what Dataverse has beyond it: control
 * information of OData, paging and tracking tokens, tables and columns that only readers of live organisations name,
 * WhoAmI and the definitions of tables. `$skip` and `$search` are taken out: Dataverse refuses them.
 */
export function amendDescription(document: OpenApiDocument): OpenApiDocument {
  const schemas: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(document.components['schemas'] ?? {}))
    schemas[name] = isRow(name) ? amendedRow(name.slice(TYPE.length), schema as Schema) : schema
  const paths: Record<string, Readonly<Record<string, OpenApiOperation>>> = {}
  for (const [path, operations] of Object.entries(document.paths))
    paths[path] = operations['get'] === undefined ? operations : { get: amendedGet(path, operations) }
  for (const definition of TABLES.values()) {
    if (UNDESCRIBED[definition.logicalName] !== 'all') continue
    schemas[`${TYPE}${definition.logicalName}`] = rowSchema(definition)
    paths[`/${definition.set}`] = { get: operationOf(definition, listSchema(definition.logicalName)) }
    paths[`/${definition.set}({${definition.key}})`] = {
      get: operationOf(definition, { $ref: `#/components/schemas/${TYPE}${definition.logicalName}` }),
    }
  }
  return { ...document, components: { ...document.components, schemas }, paths: { ...paths, ...DEFINITIONS } }
}

const isRow = (name: string): boolean => TABLES.has(name.slice(TYPE.length))

function amendedRow(logicalName: string, schema: Schema): Schema {
  const undescribed = UNDESCRIBED[logicalName] ?? []
  const more = (TABLES.get(logicalName)?.columns ?? []).filter(({ name }) => undescribed.includes(name))
  return {
    ...schema,
    required: ['@odata.etag'],
    properties: { ...(schema['properties'] as Schema), ...propertiesOf(more), ...ROW_CONTROL },
    patternProperties: ANNOTATIONS,
  }
}

function rowSchema({ columns }: TableDefinition): Schema {
  return {
    type: 'object',
    required: ['@odata.etag'],
    properties: { ...propertiesOf(columns), ...ROW_CONTROL },
    patternProperties: ANNOTATIONS,
  }
}

const propertiesOf = (columns: readonly Column[]): Schema =>
  Object.fromEntries(columns.map((column) => [column.name, { ...SCHEMAS[column.kind], nullable: true }]))

const SCHEMAS: Readonly<Record<Column['kind'], Schema>> = {
  guid: id,
  lookup: id,
  text,
  decimal: { type: 'number' },
  int: { type: 'integer' },
  long: { type: 'integer' },
  choice: { type: 'integer' },
  instant: { type: 'string', format: 'date-time' },
  flag: { type: 'boolean' },
}

/** Of the described operations only the lists of tables change their form. */
function amendedGet(path: string, operations: Readonly<Record<string, OpenApiOperation>>): OpenApiOperation {
  // Only called where there is one.
  const operation = operations['get'] as OpenApiOperation
  const shared = (operations['parameters'] ?? []) as readonly unknown[]
  const table = [...TABLES.values()].find(({ set }) => path === `/${set}`)
  const parameters = [...shared, ...(operation.parameters ?? []), ...TOKENS]
    .filter((parameter) => !REFUSED.includes((parameter as { $ref?: string }).$ref ?? ''))
    .map((parameter) => withUndescribed(parameter, path))
  if (table === undefined) return { ...operation, parameters }
  return {
    ...operation,
    parameters,
    responses: { ...operation.responses, '200': okay(listSchema(table.logicalName)) },
  }
}

const REFUSED: readonly string[] = ['#/components/parameters/skip', '#/components/parameters/search']
const TOKENS = ['$skiptoken', '$deltatoken'].map((name) => ({ name, in: 'query', schema: text }))

/** Lets a query name the columns that the description lacks. */
function withUndescribed(parameter: unknown, path: string): unknown {
  const { name, schema } = parameter as { readonly name?: string; readonly schema?: Schema }
  const table = [...TABLES.values()].find(({ set }) => path === `/${set}` || path.startsWith(`/${set}(`))
  const undescribed = UNDESCRIBED[table?.logicalName ?? '']
  if (name !== '$select' || undescribed === undefined || undescribed === 'all') return parameter
  const items = schema?.['items'] as { readonly enum: readonly string[] }
  return {
    ...(parameter as Schema),
    schema: { ...schema, items: { ...items, enum: [...items.enum, ...undescribed] } },
  }
}

const listSchema = (logicalName: string): Schema => ({
  type: 'object',
  required: ['@odata.context', 'value'],
  properties: {
    '@odata.context': text,
    '@odata.count': { type: 'integer' },
    '@odata.nextLink': { type: 'string', format: 'uri' },
    '@odata.deltaLink': { type: 'string', format: 'uri' },
    value: {
      type: 'array',
      items: { anyOf: [{ $ref: `#/components/schemas/${TYPE}${logicalName}` }, DELETED] },
    },
  },
})

const okay = (schema: Schema): Schema => ({ content: { 'application/json': { schema } } })
const error: Schema = { $ref: '#/components/responses/error' }
const query = (name: string): Schema => ({ name, in: 'query', schema: text })

function operationOf({ set, columns }: TableDefinition, schema: Schema): OpenApiOperation {
  const names = { type: 'array', items: { type: 'string', enum: columns.map(({ name }) => name) } }
  return {
    operationId: set,
    parameters: [
      { name: '$select', in: 'query', schema: names },
      ...['$filter', '$orderby', '$top', '$count'].map(query),
      ...TOKENS,
    ],
    responses: { '200': okay(schema), '4XX': error },
  }
}

const simple = (
  operationId: string,
  parameters: readonly string[],
  schema: Schema,
): Readonly<Record<string, OpenApiOperation>> => ({
  get: { operationId, parameters: parameters.map(query), responses: { '200': okay(schema), '4XX': error } },
})

const closed = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
})

const label = closed(
  { Label: text, LanguageCode: { type: 'integer' }, IsManaged: { type: 'boolean' }, MetadataId: id },
  ['Label', 'LanguageCode'],
)

const picklist = closed(
  {
    LogicalName: text,
    MetadataId: id,
    OptionSet: closed({
      MetadataId: id,
      Name: text,
      IsGlobal: { type: 'boolean' },
      OptionSetType: text,
      Options: {
        type: 'array',
        items: closed(
          {
            Value: { type: 'integer' },
            Label: closed({
              LocalizedLabels: { type: 'array', items: label },
              UserLocalizedLabel: { ...label, nullable: true },
            }),
          },
          ['Value', 'Label'],
        ),
      },
    }),
  },
  ['MetadataId'],
)

const definition = closed(
  {
    '@odata.context': text,
    MetadataId: id,
    LogicalName: text,
    SchemaName: text,
    EntitySetName: text,
    PrimaryIdAttribute: text,
    PrimaryNameAttribute: text,
    ChangeTrackingEnabled: { type: 'boolean' },
  },
  ['MetadataId'],
)

const listOf = (items: Schema): Schema =>
  closed({ '@odata.context': text, value: { type: 'array', items } }, ['@odata.context', 'value'])

/** Documented by Microsoft for every organisation; the described tables do not cover them. */
const DEFINITIONS: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>> = {
  '/WhoAmI': simple(
    'WhoAmI',
    [],
    closed({ '@odata.context': text, BusinessUnitId: id, UserId: id, OrganizationId: id }, [
      'BusinessUnitId',
      'UserId',
      'OrganizationId',
    ]),
  ),
  '/EntityDefinitions': simple('EntityDefinitions', ['$select', '$filter'], listOf(definition)),
  "/EntityDefinitions(LogicalName='{LogicalName}')": simple('EntityDefinition', ['$select'], definition),
  "/EntityDefinitions(LogicalName='{LogicalName}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata":
    simple('Picklists', ['$select', '$expand'], listOf(picklist)),
}
