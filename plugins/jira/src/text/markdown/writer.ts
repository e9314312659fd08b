import { backticksAround, escapeLineStart } from './escape.ts'
import { inlineMarkdown, type Segment } from './inline.ts'
import { tableLines, type Cell } from './table.ts'

/** A block that holds others: its first line begins otherwise than the rest. */
interface Frame {
  readonly first: string
  readonly rest: string
  used: boolean
}

interface Table {
  readonly rows: Cell[][]
  cell: { readonly head: Omit<Cell, 'lines'>; readonly lines: string[] } | undefined
  /** Tables within cells have no form of their own: their rows become lines. */
  inner: number
}

// Deeper blocks keep their text and lose their indentation, or a line would be longer than what it says.
const DEEPEST = 24

/**
 * Writes a document as Markdown, block by block. Whoever calls it opens and closes blocks in any order without
 * harm: running text outside of any block is a paragraph, and a block that begins ends the paragraph before it.
 */
export class MarkdownWriter {
  readonly #lines: string[] = []
  readonly #frames: Frame[] = []
  #deeper = 0
  /** Marker of an item that has no indentation of its own: before the next line. */
  #marker = ''
  #segments: Segment[] = []
  #heading = 0
  #gap: 'none' | 'line' | 'blank' = 'none'
  #table: Table | undefined

  /** Running text; it belongs to the block that is open. */
  text(segment: Segment): void {
    if (segment.text !== '') this.#segments.push(segment)
  }

  /** Ends the paragraph or heading that is open, if any. */
  endBlock(): void {
    const segments = this.#segments
    const level = this.#heading
    this.#segments = []
    this.#heading = 0
    if (segments.length === 0) return
    const lines = inlineMarkdown(segments)
      .split('\n')
      .map((line) => line.trim())
    if (lines.every((line) => line === '')) return
    if (this.#table !== undefined) this.#put(lines)
    else if (level > 0) this.#put([`${'#'.repeat(level)} ${headingText(lines)}`])
    else this.#put(lines.map((line, at) => `${escapeLineStart(line)}${at < lines.length - 1 ? '\\' : ''}`))
  }

  /** Begins a heading of level 1 to 6. */
  startHeading(level: number): void {
    this.endBlock()
    this.#heading = Math.max(1, Math.min(6, Math.trunc(level) || 1))
  }

  /** Begins a block quote. */
  openQuote(): void {
    this.#open({ first: '> ', rest: '> ', used: false })
  }

  /** Begins an item of a list. `marker`: `-`, `1.`, `- [x]` … */
  openItem(marker: string, isFirst: boolean): void {
    this.endBlock()
    // Only an ordered list that begins with 1 may follow running text at once.
    const follows = !isFirst || (this.#isInItem() && /^(?:\D|1\.)/.test(marker))
    if (this.#gap === 'blank' && follows && this.#table === undefined) this.#gap = 'line'
    const indentation = marker.startsWith('-') ? 2 : marker.length + 1
    this.#open({ first: `${marker} `, rest: ' '.repeat(indentation), used: false })
  }

  /** Begins a block that is indented as if it stood in the item before. */
  openIndented(): void {
    this.endBlock()
    this.#open({ first: '  ', rest: '  ', used: true })
    if (this.#gap === 'blank') this.#gap = 'line'
  }

  /** Ends the block quote or item that was opened last. An item without content keeps its marker. */
  close(): void {
    this.endBlock()
    if (this.#deeper > 0) {
      this.#deeper -= 1
      return
    }
    const frame = this.#frames.at(-1)
    if (frame !== undefined && !frame.used && frame.first !== '> ') this.#put([''])
    this.#frames.pop()
  }

  /** A block of code, as it is. */
  code(text: string, language = ''): void {
    this.endBlock()
    const lines = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
    if (this.#table !== undefined) {
      const filled = lines.filter((line) => line.trim() !== '')
      this.#put(filled.map((line) => inlineMarkdown([{ text: line, marks: ['code'] }])))
      return
    }
    const fence = backticksAround(text, 3)
    this.#put([`${fence}${language.replaceAll(/[^\w+#.-]/g, '')}`, ...lines, fence])
  }

  /** A line across the page. */
  rule(): void {
    this.endBlock()
    if (this.#table === undefined) this.#put(['***'])
  }

  /** A line that is Markdown already. */
  raw(line: string): void {
    this.endBlock()
    this.#put([line])
  }

  /** Begins a table; within a cell its rows become lines of the cell. */
  openTable(): void {
    this.endBlock()
    if (this.#table === undefined) this.#table = { rows: [], cell: undefined, inner: 0 }
    else this.#table.inner += 1
  }

  /** Begins a row of the table. */
  openRow(): void {
    this.endBlock()
    if (this.#table?.inner === 0 && this.#table.cell === undefined) this.#table.rows.push([])
  }

  /** Begins a cell of the row. */
  openCell(head: Omit<Cell, 'lines'>): void {
    this.endBlock()
    const table = this.#table
    if (table === undefined || table.inner > 0 || table.cell !== undefined) return
    table.cell = { head, lines: [] }
  }

  /** Ends the cell. */
  closeCell(): void {
    this.endBlock()
    const table = this.#table
    if (table?.cell === undefined || table.inner > 0) return
    const { head, lines } = table.cell
    if (table.rows.length === 0) table.rows.push([])
    table.rows.at(-1)?.push({ ...head, lines })
    table.cell = undefined
  }

  /** Ends the table. */
  closeTable(): void {
    this.endBlock()
    const table = this.#table
    if (table === undefined) return
    if (table.inner > 0) {
      table.inner -= 1
      return
    }
    this.closeCell()
    this.#table = undefined
    const lines = tableLines(table.rows)
    if (lines.length > 0) this.#put(lines)
  }

  /** The whole document, or undefined where it says nothing. */
  end(): string | undefined {
    this.endBlock()
    while (this.#table !== undefined) this.closeTable()
    const text = this.#lines.join('\n').trim()
    return text === '' ? undefined : text
  }

  #isInItem(): boolean {
    const last = this.#frames.at(-1)
    return last !== undefined && last.first !== '> ' && last.used
  }

  #open(frame: Frame): void {
    this.endBlock()
    if (this.#frames.length < DEEPEST && this.#table === undefined && this.#deeper === 0)
      this.#frames.push(frame)
    else {
      this.#deeper += 1
      if (frame.first.trim() !== '>') this.#marker = frame.first.trimStart()
    }
  }

  #put(blockLines: readonly string[]): void {
    const lines = blockLines.map((line, at) => (at === 0 ? this.#marker + line : line))
    this.#marker = ''
    if (this.#table !== undefined) {
      this.#putInTable(this.#table, lines)
      return
    }
    if (this.#gap === 'blank')
      this.#lines.push(this.#prefix((frame) => (frame.used ? frame.rest : '')).trimEnd())
    for (const line of lines) {
      const prefix = this.#prefix((frame) => (frame.used ? frame.rest : frame.first))
      this.#lines.push(line === '' ? prefix.trimEnd() : prefix + line)
      for (const frame of this.#frames) frame.used = true
    }
    this.#gap = 'blank'
  }

  /** What stands beside the cells has a cell of its own. */
  #putInTable({ cell, rows }: Table, lines: readonly string[]): void {
    const filled = lines.filter((line) => line !== '').map((line) => line.replaceAll('|', String.raw`\|`))
    if (cell !== undefined) {
      for (const line of filled) cell.lines.push(line)
      return
    }
    if (rows.length === 0) rows.push([])
    rows.at(-1)?.push({ lines: filled, header: false, columns: 1, rows: 1 })
  }

  #prefix(part: (frame: Frame) => string): string {
    return this.#frames.map(part).join('')
  }
}

/** Headings have one line; signs at its end would be taken for its frame. */
function headingText(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .join(' ')
    .replace(/#$/, String.raw`\#`)
}
