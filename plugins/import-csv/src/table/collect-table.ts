import { columnsOf, DATE_FIELDS, NUMBER_FIELDS, type SomeColumns, type MappedField } from '../columns.ts'
import type { RowItem, TableItem } from '../item.ts'
import { splitCell } from '../values/split-cell.ts'
import { ReadingDetector, type Reading } from '../values/reading.ts'
import { columnNames, missingColumn } from './headers.ts'
import type { Problem } from './problem.ts'
import type { TableRow } from './read-rows.ts'
import { TableEnd } from './table-end.ts'

/** What has to be known to make items of rows. */
export interface CollectOptions {
  /** Without a key, rows are named by their numbers: for looking at a table, not for keeping it. */
  readonly columns: SomeColumns
  readonly headerRow: number
  /** How the last row of each file begins, which is no data. */
  readonly trailer: string | undefined
  readonly peopleLists: string
  readonly dates: Reading['dates'] | undefined
  readonly decimal: Reading['decimal'] | undefined
}

/** A table as it has been read. */
export interface CollectedTable {
  readonly columns: readonly string[]
  /** Its rows; an item is made of each by adding the `reading`, page by page. */
  readonly rows: readonly CollectedRow[]
  readonly reading: Reading
  readonly table: TableItem
  readonly problems: readonly Problem[]
}

/** A row before it is known how the table is to be read. */
export type CollectedRow = Omit<RowItem, 'reading'>

/** Collects the rows of one table from all its files, and what is wrong with them. */
export class TableCollector {
  readonly #options: CollectOptions
  readonly #rows: CollectedRow[] = []
  readonly #problems: Problem[] = []
  /** By key, where it stands. */
  readonly #places = new Map<string, string>()
  #columns = new Set<string>()
  #named = { containers: new Set<string>(), people: new Set<string>(), statuses: new Set<string>() }
  readonly #detector: ReadingDetector
  /** By column, as what its cells are looked at to find out how they are written. */
  readonly #looked = new Map<string, 'date' | 'number'>()

  constructor(options: CollectOptions) {
    this.#options = options
    this.#detector = new ReadingDetector(options)
    for (const [fields, kind] of [
      [DATE_FIELDS, 'date'],
      [NUMBER_FIELDS, 'number'],
    ] as const) {
      for (const field of fields) {
        for (const column of columnsOf(options.columns, field)) this.#looked.set(column, kind)
      }
    }
  }

  /**
   * Takes in one file. Stops at its row of names where columns are missing.
   * @param file its name for messages; empty where there is but one text
   */
  async add(file: string, rows: AsyncIterable<TableRow>): Promise<void> {
    const undo = this.#mark()
    try {
      await this.#addRows(file, rows)
    } catch (error) {
      // It may be read once more, in another encoding.
      undo()
      throw error
    }
  }

  #mark(): () => void {
    const [rows, problems] = [this.#rows.length, this.#problems.length]
    const [columns, { containers, people, statuses }] = [new Set(this.#columns), this.#named]
    const named = {
      containers: new Set(containers),
      people: new Set(people),
      statuses: new Set(statuses),
    }
    return () => {
      for (const { key } of this.#rows.splice(rows)) this.#places.delete(key)
      this.#problems.splice(problems)
      this.#columns = columns
      this.#named = named
    }
  }

  async #addRows(file: string, rows: AsyncIterable<TableRow>): Promise<void> {
    const { headerRow, trailer } = this.#options
    let names: readonly string[] | undefined
    const end = new TableEnd(trailer)
    for await (const row of rows) {
      if (row.number < headerRow) continue
      if (names !== undefined) {
        if (end.see(row, names.length)) this.#take(file, row.number, names, row.cells)
        continue
      }
      names = columnNames(row.cells)
      if (!this.#checkNames(file, names)) return
      for (const name of names) this.#columns.add(name)
    }
    const name = fileName(file, 'The table')
    if (names === undefined) this.#report({ file, message: `${name} has no row of names.` })
    const cut = end.cut()
    if (cut !== undefined) this.#report({ file, message: `${name} ${cut}` })
  }

  finish(): CollectedTable {
    const { reading, problems } = this.#detector.decide()
    const sorted = (set: ReadonlySet<string>): string[] => [...set].toSorted()
    const { containers, people, statuses } = this.#named
    return {
      columns: [...this.#columns],
      rows: this.#rows,
      reading,
      table: {
        what: 'table',
        columns: [...this.#columns],
        containers: sorted(containers),
        people: sorted(people),
        statuses: sorted(statuses),
      },
      problems: [...this.#problems, ...problems.map((message) => ({ message }))],
    }
  }

  #checkNames(file: string, names: readonly string[]): boolean {
    const known = new Set(names)
    let complete = true
    for (const field of Object.keys(this.#options.columns) as MappedField[]) {
      for (const column of columnsOf(this.#options.columns, field)) {
        if (known.has(column)) continue
        complete = false
        const message = `${fileName(file, 'The table')}: ${missingColumn(column, field, [...known])}`
        this.#report({ file, column, message })
      }
    }
    return complete
  }

  #take(file: string, number: number, names: readonly string[], cells: readonly string[]): void {
    if (cells.every((cell) => cell.trim() === '')) return
    const place = placeOf(file, number)
    if (cells.slice(names.length).some((cell) => cell.trim() !== '')) {
      const message = `${capital(place)} has ${cells.length} cells where the table has ${names.length} columns; quote cells that hold the separator.`
      this.#report({ file, row: number, message })
      return
    }
    const kept: [string, string][] = []
    for (const [index, name] of names.entries()) {
      const cell = cells[index] ?? ''
      if (cell.trim() !== '') kept.push([name, cell])
    }
    const key = this.#keyOf({ file, number, place, cells: kept })
    if (key === undefined) return
    for (const [column, cell] of kept) {
      const kind = this.#looked.get(column)
      if (kind !== undefined) this.#detector[kind](cell, { row: place, column })
    }
    this.#note(kept)
    this.#rows.push({ what: 'row', key, cells: kept })
  }

  #keyOf(row: {
    file: string
    number: number
    place: string
    cells: [string, string][]
  }): string | undefined {
    const { file, number, place, cells } = row
    const column = this.#options.columns.key
    if (column === undefined) return `row ${number}`
    const key = cells.find(([name]) => name === column)?.[1].trim()
    if (key === undefined) {
      const message = `${capital(place)} has no key in the column "${column}"; give it one, or take the row out.`
      this.#report({ file, row: number, column, message })
      return undefined
    }
    const before = this.#places.get(key)
    if (before !== undefined) {
      const message = `The key "${key}" stands in ${before} and in ${place}; each row needs a key of its own.`
      this.#report({ file, row: number, column, message })
      return undefined
    }
    this.#places.set(key, place)
    return key
  }

  #note(cells: readonly (readonly [string, string])[]): void {
    const { columns, peopleLists } = this.#options
    const people = new Set([...columnsOf(columns, 'assignees'), ...columnsOf(columns, 'reporter')])
    for (const [column, cell] of cells) {
      if (column === columns.container) this.#named.containers.add(cell.trim())
      if (column === columns.status) this.#named.statuses.add(cell)
      if (people.has(column)) for (const one of splitCell(cell, peopleLists)) this.#named.people.add(one)
    }
  }

  #report({ file, ...problem }: Problem): void {
    this.#problems.push(file === undefined || file === '' ? problem : { file, ...problem })
  }
}

/** How people are told which row it is. */
export function placeOf(file: string, row: number): string {
  return file === '' ? `row ${row}` : `row ${row} of "${file}"`
}

function fileName(file: string, otherwise: string): string {
  return file === '' ? otherwise : `"${file}"`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
