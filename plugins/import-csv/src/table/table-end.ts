import type { TableRow } from './read-rows.ts'

/** Rows that a table must have before a short last one is a sign. */
const ENOUGH = 2

/**
 * Watches whether a table comes to its end: one that was cut off in the middle looks whole otherwise, and all rows
 * that are missing would look deleted.
 */
export class TableEnd {
  readonly #trailer: string | undefined
  #ended = false
  #rows = 0
  #shortOnes = 0
  #last: { readonly number: number; readonly cells: number; readonly columns: number } | undefined

  constructor(trailer: string | undefined) {
    this.#trailer = trailer
  }

  /** Looks at a row; false where it is no data: the trailer, what follows it, and empty rows. */
  see({ number, cells }: TableRow, columns: number): boolean {
    const first = cells.find((cell) => cell.trim() !== '')
    if (first === undefined || this.#ended) return false
    if (this.#trailer !== undefined && first.trim().startsWith(this.#trailer)) {
      this.#ended = true
      return false
    }
    this.#rows++
    if (cells.length < columns) this.#shortOnes++
    this.#last = { number, cells: cells.length, columns }
    return true
  }

  /** Why the table seems to be cut off, in words that go on from its name; undefined where it is whole. */
  cut(): string | undefined {
    if (this.#trailer !== undefined) {
      return this.#ended
        ? undefined
        : `does not end with "${this.#trailer}", so it was cut off; export it again.`
    }
    const last = this.#last
    const alone =
      last !== undefined && last.cells < last.columns && this.#shortOnes === 1 && this.#rows > ENOUGH
    return alone
      ? `breaks off in row ${last.number}, which has ${last.cells} of ${last.columns} cells; export it again, or complete the row.`
      : undefined
  }
}
