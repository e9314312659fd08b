import { jsonText, oneLine, shortened, withoutSteering } from '../../texts/index.ts'
import { plainText, shorten, tableText, type Column } from './table.ts'

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Standard output is a terminal: tables and bars instead of plain lines. */
  readonly isTerminal: boolean
  /** Width of a line; a longer one would wrap. Default: 100. */
  readonly columns?: () => number
  /** Resolves once the reader of standard output has taken what was written: for long output. */
  readonly drained?: () => Promise<void>
}

/**
 * How a command shows what it found. All that a command tells goes through here, and nothing in it steers a terminal,
 * whatever a tracker, a file or an argument holds.
 */
export class Output {
  readonly #terminal: Terminal
  /** Lines of {@link block} that are on the screen. */
  #shown = 0
  readonly json: boolean

  constructor(terminal: Terminal, json: boolean) {
    this.#terminal = terminal
    this.json = json
  }

  get isTerminal(): boolean {
    return this.#terminal.isTerminal && !this.json
  }

  /** Columns of a line on the terminal. */
  get width(): number {
    return this.#terminal.columns?.() ?? 100
  }

  /** The result: as JSON when asked for, else as `text` tells. */
  result(value: unknown, text: () => string): void {
    const shown = this.json ? jsonText(value, 2) : withoutSteering(text())
    if (shown !== '') this.#terminal.out(`${shown}\n`)
  }

  /** A list: a table on a terminal, tab-separated lines in a pipe, JSON when asked for. */
  list<Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): void {
    if (this.json) return this.result(rows, () => '')
    if (rows.length === 0) return this.note(empty)
    this.#terminal.out(
      `${this.isTerminal ? tableText(columns, rows, this.#terminal.columns?.()) : plainText(columns, rows)}\n`,
    )
  }

  /** A text of the result, with its own ends of lines. */
  write(text: string): void {
    this.#terminal.out(withoutSteering(text))
  }

  /** Writes a long text piece by piece, not faster than its reader takes it; letter by letter as it is, but to a terminal. */
  async stream(pieces: AsyncIterable<string>): Promise<void> {
    for await (const piece of pieces) {
      this.#terminal.out(this.#terminal.isTerminal ? withoutSteering(piece) : piece)
      await this.#terminal.drained?.()
    }
  }

  /** A sentence for the person at the keyboard; not part of the result. */
  note(sentence: string): void {
    this.settle()
    this.#terminal.err(`${withoutSteering(sentence)}\n`)
  }

  /** Why it could not be done. */
  failure(sentence: string): void {
    this.#terminal.err(
      this.json ? `${jsonText({ error: sentence })}\n` : `pmo: ${withoutSteering(shortened(sentence))}\n`,
    )
  }

  /** Shows lines that the next ones replace; only on a terminal. */
  block(lines: readonly string[]): void {
    if (!this.isTerminal) return
    const width = this.#terminal.columns?.() ?? 100
    const up = this.#shown > 1 ? `\u001b[${this.#shown - 1}A` : ''
    const text = lines.map((line) => shorten(oneLine(line), width - 1)).join('\n')
    this.#terminal.err(`\r${up}\u001b[0J${text}`)
    this.#shown = lines.length
  }

  /** Removes the lines that {@link block} shows. */
  settle(): void {
    if (this.#shown > 0) this.block([])
    this.#shown = 0
  }
}
