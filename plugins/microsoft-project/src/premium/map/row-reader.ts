import type { Row } from '../read/rows.ts'

/** Reads columns of a row, leniently: what does not fit is left out with a warning. */
export class RowReader {
  readonly warnings: string[] = []
  readonly #row: Row

  constructor(row: Row) {
    this.#row = row
  }

  /** Text; undefined where it is empty. */
  text(column: string): string | undefined {
    const value = this.#row[column]
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  /** An id of another row. */
  ref(column: string): string | undefined {
    return this.text(column)
  }

  number(column: string): number | undefined {
    const value = this.#row[column]
    if (value === null || value === undefined || value === '') return undefined
    // An object may have a `toString` of its own making.
    const number = typeof value === 'object' ? Number.NaN : Number(value)
    if (Number.isFinite(number)) return number
    this.warnings.push(`${column} is no number; left out`)
    return undefined
  }

  whole(column: string): number | undefined {
    const number = this.number(column)
    return number === undefined || !Number.isInteger(number) ? undefined : number
  }

  /** Hours as minutes, which the model counts in. */
  minutes(column: string): number | undefined {
    const hours = this.number(column)
    return hours === undefined ? undefined : Math.round(hours * 60 * 1000) / 1000
  }

  flag(column: string): boolean | undefined {
    const value = this.#row[column]
    return typeof value === 'boolean' ? value : undefined
  }

  /** An instant of UTC. */
  instant(column: string): string | undefined {
    const value = this.text(column)
    if (value === undefined) return undefined
    if (INSTANT.test(value) && !Number.isNaN(Date.parse(value))) return value
    this.warnings.push(`${column} is no instant ("${value.slice(0, 40)}"); left out`)
    return undefined
  }

  /** The word that people see for a choice; undefined where it did not come along. */
  label(column: string): string | undefined {
    return this.text(`${column}@OData.Community.Display.V1.FormattedValue`)
  }

  /** The value of a choice as text. */
  choice(column: string): string | undefined {
    const value = this.#row[column]
    return ['number', 'bigint', 'string'].includes(typeof value) ? String(value) : undefined
  }
}

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\d(?:\.\d+)?Z$/
