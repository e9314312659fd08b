import type { MappedField, SomeColumns } from '../columns.ts'
import { plainName } from '../table/headers.ts'
import { HEADER_NAMES, LISTED } from './header-names.ts'

/** A column that is filled in every row, with another value in each, can name rows. */
export interface ColumnFill {
  readonly name: string
  readonly unique: boolean
}

/**
 * Which columns are probably which fields, by their names in several languages. A column is given to one field; a
 * name that stands first in the list of its field wins. The key is only proposed where it can be one.
 */
export function proposeMapping(columns: readonly ColumnFill[]): SomeColumns {
  const left = new Map(columns.map((column) => [column.name, plainName(column.name)]))
  const unique = new Set(columns.filter((column) => column.unique).map(({ name }) => name))
  const mapping: Partial<Record<MappedField, string | string[]>> = {}
  const candidates: { readonly field: MappedField; readonly column: string; readonly rank: number }[] = []
  for (const [field, names] of Object.entries(HEADER_NAMES)) {
    for (const [column, plain] of left) {
      const rank = names.indexOf(plain)
      if (rank < 0 || (field === 'key' && !unique.has(column))) continue
      // The keys of the table are fields.
      candidates.push({ field: field as MappedField, column, rank })
    }
  }
  const taken = new Set<string>()
  for (const { field, column } of candidates.toSorted((a, b) => a.rank - b.rank)) {
    if (taken.has(column)) continue
    const before = mapping[field]
    if (before === undefined) mapping[field] = column
    else if (LISTED.has(field))
      mapping[field] = typeof before === 'string' ? [before, column] : [...before, column]
    else continue
    taken.add(column)
  }
  // Without a telling name, the first column that names each row does.
  const first = columns.find((column) => column.unique && !taken.has(column.name))
  if (mapping.key === undefined && first !== undefined) mapping.key = first.name
  // Listed fields alone have lists.
  return mapping as SomeColumns
}
