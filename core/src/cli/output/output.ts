import { plainText, tableText, type Column } from './table.ts'

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Standard output is a terminal: tables and bars instead of plain lines. */
  readonly isTerminal: boolean
}

/** How a command shows what it found. */
export class Output {
  readonly #terminal: Terminal
  readonly json: boolean

  constructor(terminal: Terminal, json: boolean) {
    this.#terminal = terminal
    this.json = json
  }

  get isTerminal(): boolean {
    return this.#terminal.isTerminal && !this.json
  }

  /** The result: as JSON when asked for, else as `text` tells. */
  result(value: unknown, text: () => string): void {
    const shown = this.json ? JSON.stringify(value, null, 2) : text()
    if (shown !== '') this.#terminal.out(`${shown}\n`)
  }

  /** A list: a table on a terminal, tab-separated lines in a pipe, JSON when asked for. */
  list<Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): void {
    if (this.json) return this.result(rows, () => '')
    if (rows.length === 0) return this.note(empty)
    this.#terminal.out(`${this.isTerminal ? tableText(columns, rows) : plainText(columns, rows)}\n`)
  }

  /** Raw text of the result. */
  write(text: string): void {
    this.#terminal.out(text)
  }

  /** A sentence for the person at the keyboard; not part of the result. */
  note(sentence: string): void {
    this.#terminal.err(`${sentence}\n`)
  }

  /** Why it could not be done. */
  failure(sentence: string): void {
    this.#terminal.err(this.json ? `${JSON.stringify({ error: sentence })}\n` : `pmo: ${sentence}\n`)
  }

  /** Shows a line that the next one replaces; only on a terminal. */
  transient(line: string): void {
    if (this.isTerminal) this.#terminal.err(`\r\u001b[2K${line}`)
  }

  /** Removes the line that {@link transient} shows. */
  settle(): void {
    if (this.isTerminal) this.#terminal.err('\r\u001b[2K')
  }
}
