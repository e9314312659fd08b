import type { RecordInput } from '@headless-pmo/sdk'
import { columnsOf, type MappedField } from '../columns.ts'
import type { Meaning } from '../config.ts'
import type { TableItem } from '../item.ts'
import { statusCategoryOf } from '../values/status-words.ts'

/** Ref of the container of rows that name none. */
export const HOME = 'table'

/** Ref of a container that a column names; no name makes it that of {@link HOME}. */
export function containerRef(name: string): string {
  return `in/${name}`
}

/** "Ada Lovelace <ada@example.com>", or an address alone. */
function accountOf(person: string): RecordInput {
  const [, name = '', address] = /^(.*?)\s*<([^<>@\s]+@[^<>\s]+)>$/.exec(person) ?? []
  const email = address ?? (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(person) ? person : undefined)
  const displayName = address === undefined ? person : name
  return {
    kind: 'account',
    ref: person,
    type: 'human',
    ...(displayName === '' ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
  }
}

/** What the rows share: containers, people, statuses and custom fields. */
export function mapTable(table: TableItem, meaning: Meaning): readonly RecordInput[] {
  const { columns, statuses, containerName, timeZone } = meaning
  const common = {
    kind: 'container',
    nativeType: 'table',
    ...(timeZone === undefined ? {} : { timeZone }),
  } as const
  // What the schema names are fields of the mapping.
  const mapped = new Set(
    (Object.keys(columns) as MappedField[]).flatMap((field) => columnsOf(columns, field)),
  )
  return [
    { ...common, ref: HOME, name: containerName },
    ...table.containers.map((name) => ({ ...common, ref: containerRef(name), name })),
    ...table.people.map(accountOf),
    ...table.statuses.map((name): RecordInput => {
      const category = statusCategoryOf(name, statuses)
      return { kind: 'status', ref: name, name, ...(category === undefined ? {} : { category }) }
    }),
    ...table.columns
      .filter((column) => !mapped.has(column))
      .map((column): RecordInput => ({
        kind: 'fieldDefinition',
        ref: column,
        key: column,
        name: column,
        type: 'text',
      })),
  ]
}
