// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** An array of numbers of any width. */
export type Column = Float64Array | Int32Array | Uint8Array | Uint16Array

/** Rows of several arrays as they were before they were first written, to be put back. */
export class UndoLog {
  readonly #columns: readonly Column[]
  readonly #saved: Uint8Array
  /** Rows in the order in which they were saved. */
  readonly rows: number[] = []
  readonly #values: number[] = []

  constructor(columns: readonly Column[], rows: number) {
    this.#columns = columns
    this.#saved = new Uint8Array(rows)
  }

  /** Saves a row, unless it is saved already. */
  save(row: number): void {
    if (this.#saved[row] === 1) return
    this.#saved[row] = 1
    this.rows.push(row)
    for (const column of this.#columns) this.#values.push(column[row]!)
  }

  /** Whether the saved row at place `at` differs from what is there now. */
  differs(at: number): boolean {
    const row = this.rows[at]!
    const first = at * this.#columns.length
    return this.#columns.some((column, index) => !Object.is(column[row], this.#values[first + index]))
  }

  /** The value that column `index` had at place `at`. */
  before(at: number, index: number): number {
    return this.#values[at * this.#columns.length + index]!
  }

  /** Puts everything back and forgets it. */
  undo(): void {
    for (const [at, row] of this.rows.entries()) {
      this.#saved[row] = 0
      for (const [index, column] of this.#columns.entries()) column[row] = this.before(at, index)
    }
    this.rows.length = 0
    this.#values.length = 0
  }
}
