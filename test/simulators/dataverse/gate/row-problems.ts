import type { Problem } from '../../common/gate/exchange.ts'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import type { Preferences } from '../odata/preferences.ts'
import { FORMATTED, formatted } from '../render.ts'
import type { TableState, Value, World } from '../state/world.ts'

/** A list, or one row, with what was asked for. */
export interface InspectedRows {
  readonly world: World
  readonly table: TableState
  readonly value: unknown
  readonly query: URLSearchParams
  readonly preferences: Preferences
}

/**
 * What the description leaves open and the organisation does not: its own columns, its own options and labels, ETags
 * that are versions, the columns that were asked for and no others, pages no longer than asked, and links where they
 * belong.
 */
export function rowProblems(inspected: InspectedRows): Problem[] {
  const { value, query, preferences, table } = inspected
  if (!isJsonObject(value)) return []
  const { value: rows } = value
  if (!Array.isArray(rows)) return oneRow(inspected, value, '')
  const problems: Problem[] = rows.flatMap((row, at) => oneRow(inspected, row as JsonObject, `/value/${at}`))
  const note = (place: string, problem: string): void => void problems.push({ place, problem })
  const [next, delta] = [value['@odata.nextLink'], value['@odata.deltaLink']]
  const tracked = preferences.trackChanges || query.has('$deltatoken')
  if (!query.has('$top') && rows.length > preferences.maxPageSize)
    note('/value', `${rows.length} rows in a page of ${preferences.maxPageSize}`)
  if (tracked && (next === undefined) === (delta === undefined))
    note('/@odata.deltaLink', 'a tracked page ends with a link to the next one, or with a delta link')
  if (!tracked && delta !== undefined) note('/@odata.deltaLink', 'a delta link that nobody asked for')
  for (const [link, token] of [
    [next, '$skiptoken'],
    [delta, '$deltatoken'],
  ] as const)
    if (typeof link === 'string' && !new URL(link).searchParams.has(token))
      note('', `a link without ${token}`)
  const refs = rows.map((row) => (isJsonObject(row) ? (row[table.definition.key] ?? row['id']) : undefined))
  if (new Set(refs).size < refs.length && !query.has('$deltatoken')) note('/value', 'a row twice in one page')
  return problems
}

function oneRow(inspected: InspectedRows, row: JsonObject, place: string): Problem[] {
  const { table, query, world, preferences } = inspected
  const { key, logicalName } = table.definition
  const problems: Problem[] = []
  const note = (name: string, problem: string): void =>
    void problems.push({ place: `${place}/${name}`, problem })
  if (textOf(row['@odata.context']).endsWith('$deletedEntity')) {
    if (!query.has('$deltatoken')) note('@odata.context', 'a deleted row outside of a delta')
    const id = textOf(row['id'])
    if (!table.deleted.some((deletion) => deletion.id === id)) note('id', 'was never deleted')
    return problems
  }
  const selected = query.get('$select')?.split(',')
  const wanted = selected === undefined ? [...table.columns.keys()] : [...new Set([...selected, key])]
  for (const name of wanted) if (!(name in row)) note(name, 'was asked for and is missing')
  for (const [name, value] of Object.entries(row)) {
    if (name.includes('@')) continue
    const column = table.columns.get(name)
    if (column === undefined) {
      if (!table.definition.navigation.some((one) => one.name === name))
        note(name, 'is no column of this organisation')
      continue
    }
    if (!wanted.includes(name)) note(name, 'was not asked for')
    if (value === null) continue
    if (column.kind === 'decimal' && typeof value !== 'number') note(name, 'is no number')
    if (column.kind === 'instant' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(textOf(value)))
      note(name, 'is no instant in whole seconds of UTC')
    if (column.kind === 'choice' && !optionsOf(world, logicalName, name).includes(Number(value)))
      note(name, `${JSON.stringify(value)} is none of the options`)
    if (preferences.wants(FORMATTED)) {
      const label = formatted(world, logicalName, column, value as Exclude<Value, null>)
      if (row[`${name}@${FORMATTED}`] !== label) note(name, `should be shown as ${String(label)}`)
    }
  }
  const version = row['versionnumber'] ?? table.rows.get(textOf(row[key]))?.['versionnumber']
  if (version !== undefined && row['@odata.etag'] !== `W/"${version as number}"`)
    note('@odata.etag', 'is not the version of the row')
  const progress = row['msdyn_progress']
  if (typeof progress === 'number' && (progress < 0 || progress > 1))
    note('msdyn_progress', 'is no share of one')
  const [created, modified] = [row['createdon'], row['modifiedon']]
  if (typeof created === 'string' && typeof modified === 'string' && created > modified)
    note('modifiedon', 'is before createdon')
  return problems
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const optionsOf = (world: World, table: string, column: string): readonly number[] =>
  (world.tenant.choices.get(`${table}.${column}`) ?? []).map(({ value }) => value)
