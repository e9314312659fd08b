import { columnsOf, type Columns, type MappedField } from '../columns.ts'
import type { RowItem } from '../item.ts'

/** The cells of a row by the fields that their columns hold. */
export class Cells {
  readonly #cells: RowItem['cells']
  readonly #columns: Columns

  constructor(cells: RowItem['cells'], columns: Columns) {
    this.#cells = cells
    this.#columns = columns
  }

  /** All values of a field; exports repeat a column where a field has several. */
  all(field: MappedField): readonly string[] {
    const columns = columnsOf(this.#columns, field)
    return this.#cells.filter(([column]) => columns.includes(column)).map(([, cell]) => cell)
  }

  /** The first value of a field, trimmed. */
  one(field: MappedField): string | undefined {
    const columns = columnsOf(this.#columns, field)
    return this.#cells.find(([column]) => columns.includes(column))?.[1].trim()
  }

  /** Columns that hold no field, with their values. */
  others(): ReadonlyMap<string, readonly string[]> {
    // What the schema names are fields of the mapping.
    const fields = Object.keys(this.#columns) as MappedField[]
    const mapped = new Set(fields.flatMap((field) => columnsOf(this.#columns, field)))
    const others = new Map<string, string[]>()
    for (const [column, cell] of this.#cells) {
      if (mapped.has(column)) continue
      const values = others.get(column)
      if (values === undefined) others.set(column, [cell])
      else values.push(cell)
    }
    return others
  }
}
