// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** An array of numbers of any width. */
export type Column = Float64Array | Int32Array | Uint8Array | Uint16Array

/** An array that is written, and one of the same kind that says what was in it before. */
export interface LoggedColumn<C extends Column = Column> {
  readonly column: C
  readonly before: C
}

/** Which rows of several arrays were written, so that they can be put back. */
export class UndoLog {
  readonly #columns: readonly LoggedColumn[]
  readonly #saved: Uint8Array
  /** Rows in the order in which they were saved. */
  readonly rows: number[] = []

  constructor(columns: readonly LoggedColumn[], rows: number) {
    this.#columns = columns
    this.#saved = new Uint8Array(rows)
  }

  /** Notes that a row is about to be written. */
  save(row: number): void {
    if (this.#saved[row] === 1) return
    this.#saved[row] = 1
    this.rows.push(row)
  }

  /** Puts everything back and forgets it. */
  undo(): void {
    const { rows } = this
    for (const { column, before } of this.#columns)
      for (let at = 0; at < rows.length; at++) column[rows[at]!] = before[rows[at]!]!
    for (let at = 0; at < rows.length; at++) this.#saved[rows[at]!] = 0
    rows.length = 0
  }
}
