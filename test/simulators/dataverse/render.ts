import type { Column } from './tables.ts'
import type { Preferences } from './odata/preferences.ts'
import type { ChoiceOption, Row, TableState, Value, World } from './state/world.ts'

export const FORMATTED = 'OData.Community.Display.V1.FormattedValue'
export const LOOKUP_TABLE = 'Microsoft.Dynamics.CRM.lookuplogicalname'

export interface RenderOptions {
  readonly world: World
  readonly table: TableState
  /** Absent: all columns. */
  readonly select?: readonly string[] | undefined
  readonly preferences: Preferences
}

/** A row as a reply has it: its ETag, the columns that were asked for, the key always. */
export function renderRow(options: RenderOptions, row: Row): Record<string, unknown> {
  const { world, table, select, preferences } = options
  const { key, logicalName } = table.definition
  const wanted = select === undefined ? undefined : new Set([...select, key])
  const rendered: Record<string, unknown> = { '@odata.etag': `W/"${row['versionnumber']}"` }
  for (const column of table.columns.values()) {
    if (wanted !== undefined && !wanted.has(column.name)) continue
    const value = row[column.name] ?? null
    if (value !== null) {
      const label = preferences.wants(FORMATTED) ? formatted(world, logicalName, column, value) : undefined
      if (label !== undefined) rendered[`${column.name}@${FORMATTED}`] = label
      if (column.kind === 'lookup' && column.target !== '' && preferences.wants(LOOKUP_TABLE))
        rendered[`${column.name}@${LOOKUP_TABLE}`] = column.target
    }
    rendered[column.name] = column.kind === 'decimal' && typeof value === 'number' ? decimal(value) : value
  }
  return rendered
}

/** A row that is there no more, as a delta tells of it. */
export const renderDeletion = (context: string, id: string): Record<string, unknown> => ({
  '@odata.context': `${context}/$deletedEntity`,
  id,
  reason: 'deleted',
})

/** What a reader of this organisation's language sees; undefined for what has no other form. */
export function formatted(
  world: World,
  table: string,
  column: Column,
  value: Exclude<Value, null>,
): string | undefined {
  switch (column.kind) {
    case 'choice': {
      const option = world.tenant.choices.get(`${table}.${column.name}`)?.find((one) => one.value === value)
      return option === undefined ? undefined : labelOf(option, world.tenant.language)
    }
    case 'lookup':
      return titleOf(world, column, String(value))
    case 'flag':
      return value === true ? 'Yes' : 'No'
    case 'decimal':
      return Number(value).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    case 'int':
    case 'long':
      return Number(value).toLocaleString('en-US')
    case 'instant':
      return new Date(String(value)).toLocaleString('en-US', {
        timeZone: 'UTC',
        dateStyle: 'short',
        timeStyle: 'short',
      })
    case 'guid':
    case 'text':
    default:
      return undefined
  }
}

/** A label in the reader's language, or in the one that there is. */
export const labelOf = (option: ChoiceOption, language: number): string | undefined =>
  option.labels[language] ?? Object.values(option.labels)[0]

function titleOf(world: World, { target }: Column, id: string): string | undefined {
  const table = target === undefined ? undefined : world.tables.get(target)
  const title = table?.definition.title
  const value = title === undefined ? undefined : table?.rows.get(id)?.[title]
  return typeof value === 'string' ? value : undefined
}

/** Decimals come with ten digits behind the point. */
const decimal = (value: number): unknown => rawJson(value.toFixed(10))

// JSON.rawJSON is in the language (ES2026) but not yet in TypeScript's library types.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON.bind(JSON)
