import type { Meaning } from '../config.ts'
import type { MappedField } from '../columns.ts'
import type { RowItem } from '../item.ts'
import { readDateCell } from '../values/date-cell.ts'
import { readEffort } from '../values/effort.ts'
import { dayOf, momentOf } from '../values/moment.ts'
import { readNumberCell } from '../values/number-cell.ts'
import type { Cells } from './cells.ts'

/** A sum of money as the model has it. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/**
 * Reads the cells of a row as what their fields need. A cell that is none of it stays as text among the custom
 * fields, with a warning: nothing is guessed and nothing is lost.
 */
export class CellValues {
  readonly warnings: string[] = []
  /** Cells that could not be read, by field. */
  readonly unread = new Map<string, string>()
  readonly #cells: Cells
  readonly #reading: RowItem['reading']
  readonly #meaning: Meaning

  constructor(cells: Cells, reading: RowItem['reading'], meaning: Meaning) {
    this.#cells = cells
    this.#reading = reading
    this.#meaning = meaning
  }

  day(field: MappedField): string | undefined {
    return this.#read(field, 'a date', (cell) => {
      const read = readDateCell(cell)
      return read && dayOf(read, this.#reading.dates)
    })
  }

  moment(field: MappedField): string | undefined {
    return this.#read(field, 'a date', (cell) => {
      const read = readDateCell(cell)
      return read && momentOf(read, this.#reading.dates)
    })
  }

  number(field: MappedField): number | undefined {
    const text = this.#read(field, 'a number', (cell) => readNumberCell(cell)?.[this.#reading.decimal])
    return text === undefined ? undefined : Number(text)
  }

  /** Percent, 0 to 100; "0.45" without a sign is 0.45 percent, as it stands there. */
  percent(field: MappedField): number | undefined {
    const number = this.number(field)
    if (number === undefined || (number >= 0 && number <= 100)) return number
    this.#keep(field, this.#cells.one(field) ?? '', 'a percentage from 0 to 100')
    return undefined
  }

  effort(field: MappedField): number | undefined {
    return this.#read(field, 'an effort', (cell) => {
      const minutes = readEffort(cell, this.#reading.decimal, this.#meaning)
      return minutes !== undefined && minutes >= 0 ? minutes : undefined
    })
  }

  money(field: MappedField): Money | undefined {
    const { currency } = this.#meaning
    const cell = this.#cells.one(field)
    if (cell === undefined) return undefined
    if (currency === undefined) {
      this.unread.set(field, cell)
      return undefined
    }
    const amount = this.#read(field, 'an amount', (text) => readNumberCell(text)?.[this.#reading.decimal])
    return amount === undefined ? undefined : { amount, currency }
  }

  #read<T>(field: MappedField, what: string, read: (cell: string) => T | undefined): T | undefined {
    const cell = this.#cells.one(field)
    if (cell === undefined) return undefined
    const value = read(cell)
    if (value === undefined) this.#keep(field, cell, what)
    return value
  }

  #keep(field: MappedField, cell: string, what: string): void {
    this.unread.set(field, cell)
    const shown = cell.length > 80 ? `${cell.slice(0, 80)}…` : cell
    this.warnings.push(`"${shown}" for \`${field}\` is not ${what}; it is kept as a custom field.`)
  }
}
