import { jsonReply, type Reply } from '../common/http/reply.ts'
import { passes } from './odata/evaluate.ts'
import { parseFilter } from './odata/filter.ts'
import { noSuchProperty, QueryError } from './odata/query-error.ts'
import { labelOf } from './render.ts'
import type { Column } from './tables.ts'
import type { ChoiceOption, TableState, World } from './state/world.ts'

/** What is simulated of a table's definition. */
const DEFINITION_COLUMNS: readonly Column[] = [
  { name: 'MetadataId', kind: 'guid' },
  { name: 'LogicalName', kind: 'text' },
  { name: 'SchemaName', kind: 'text' },
  { name: 'EntitySetName', kind: 'text' },
  { name: 'PrimaryIdAttribute', kind: 'text' },
  { name: 'PrimaryNameAttribute', kind: 'text' },
  { name: 'ChangeTrackingEnabled', kind: 'flag' },
]
const COLUMNS = new Map(DEFINITION_COLUMNS.map((column) => [column.name, column]))

type Definition = Readonly<Record<string, string | boolean | null>>

/** `EntityDefinitions` with `$select` and `$filter`. @throws QueryError */
export function answerDefinitions(world: World, parameters: URLSearchParams, root: string): Reply {
  mustKnow(parameters, ['$select', '$filter'])
  const filter = parameters.get('$filter')
  const parsed =
    filter === null ? undefined : parseFilter(filter, { logicalName: 'EntityMetadata', columns: COLUMNS })
  const found = [...world.tables.values()]
    .map((table) => definitionOf(world, table))
    .filter((definition) => parsed === undefined || passes(parsed, definition, COLUMNS))
  const select = selectOf(parameters)
  return jsonReply(200, {
    '@odata.context': `${root}/$metadata#EntityDefinitions`,
    value: found.map((definition) => selected(definition, select)),
  })
}

/** `EntityDefinitions(LogicalName='…')`. @throws QueryError */
export function answerDefinition(
  world: World,
  name: string,
  parameters: URLSearchParams,
  root: string,
): Reply {
  mustKnow(parameters, ['$select'])
  const definition = definitionOf(world, tableNamed(world, name))
  return jsonReply(200, {
    '@odata.context': `${root}/$metadata#EntityDefinitions/$entity`,
    ...selected(definition, selectOf(parameters)),
  })
}

/** The choices of a table with their options and labels. @throws QueryError */
export function answerPicklists(
  world: World,
  name: string,
  parameters: URLSearchParams,
  root: string,
): Reply {
  mustKnow(parameters, ['$select', '$expand'])
  const table = tableNamed(world, name)
  const select = parameters.get('$select')?.split(',')
  const expand = parameters.get('$expand')
  for (const one of select ?? [])
    if (one !== 'LogicalName' && one !== 'MetadataId') throw noSuchProperty(one, 'PicklistAttributeMetadata')
  if (expand !== null && expand.replace(/\(.*\)$/, '') !== 'OptionSet')
    throw noSuchProperty(expand, 'PicklistAttributeMetadata')
  const value = [...table.columns.values()]
    .filter((column) => column.kind === 'choice' && !['statecode', 'statuscode'].includes(column.name))
    .map((column) => ({
      ...(select === undefined || select.includes('LogicalName') ? { LogicalName: column.name } : {}),
      MetadataId: stableId(`${name}.${column.name}`),
      ...(expand === null ? {} : { OptionSet: optionSetOf(world, name, column.name) }),
    }))
  return jsonReply(200, {
    '@odata.context': `${root}/$metadata#EntityDefinitions('${name}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`,
    value,
  })
}

function optionSetOf(world: World, table: string, column: string): unknown {
  return {
    MetadataId: stableId(`${table}.${column}.options`),
    Name: `${table}_${column}`,
    IsGlobal: false,
    OptionSetType: 'Picklist',
    Options: (world.tenant.choices.get(`${table}.${column}`) ?? []).map((option) => ({
      Value: option.value,
      Label: labelsOf(option, world.tenant.language),
    })),
  }
}

function labelsOf(option: ChoiceOption, language: number): unknown {
  const label = (code: number, text: string): unknown => ({
    Label: text,
    LanguageCode: code,
    IsManaged: true,
    MetadataId: stableId(`${option.value}.${code}.${text}`),
  })
  const own = labelOf(option, language)
  return {
    LocalizedLabels: Object.entries(option.labels).map(([code, text]) => label(Number(code), text)),
    UserLocalizedLabel: own === undefined ? null : label(language, own),
  }
}

function definitionOf(world: World, { definition }: TableState): Definition {
  return {
    MetadataId: stableId(definition.logicalName),
    LogicalName: definition.logicalName,
    SchemaName: definition.logicalName,
    EntitySetName: definition.set,
    PrimaryIdAttribute: definition.key,
    PrimaryNameAttribute: definition.title ?? 'msdyn_name',
    ChangeTrackingEnabled: world.tenant.tracked.has(definition.logicalName),
  }
}

/** Definitions always bring their own id along. */
function selected(definition: Definition, select: readonly string[] | undefined): Definition {
  if (select === undefined) return definition
  return Object.fromEntries(
    Object.entries(definition).filter(([name]) => name === 'MetadataId' || select.includes(name)),
  )
}

function selectOf(parameters: URLSearchParams): readonly string[] | undefined {
  const names = parameters.get('$select')?.split(',')
  for (const name of names ?? []) if (!COLUMNS.has(name)) throw noSuchProperty(name, 'EntityMetadata')
  return names
}

function tableNamed(world: World, name: string): TableState {
  const table = world.tables.get(name)
  if (table === undefined)
    throw new QueryError(`Could not find an entity with the name '${name}'.`, '0x80060888', 404)
  return table
}

function mustKnow(parameters: URLSearchParams, known: readonly string[]): void {
  for (const name of parameters.keys())
    if (!known.includes(name)) throw new QueryError(`The query parameter ${name} is not supported.`)
}

/** An id that depends on nothing but the name. */
function stableId(name: string): string {
  let hash = 0x811c9dc5
  const next = (): string => {
    for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
    return hash.toString(16).padStart(8, '0')
  }
  const [a, b, c, d] = [next(), next(), next(), next()]
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(0, 3)}-${c.slice(3)}${d.slice(0, 7)}`
}
