import type { Mark } from '../markdown/inline.ts'
import type { MarkdownWriter } from '../markdown/writer.ts'
import { readLine } from './inline-segments.ts'
import { ListLevels } from './list-levels.ts'
import type { BlockMacro, Piece } from './split-macros.ts'

const ALERTS: Partial<Record<BlockMacro, string>> = {
  info: 'NOTE',
  note: 'IMPORTANT',
  tip: 'TIP',
  warning: 'WARNING',
}

type Raw = Extract<Piece, { kind: 'raw' }>
type Tag = Extract<Piece, { kind: 'tag' }>

/** Reads wiki text line by line and tells a writer what its blocks are. */
export class BlockReader {
  readonly #writer: MarkdownWriter
  readonly #lists: ListLevels
  readonly #open: BlockMacro[] = []
  #row: 'none' | 'open' | 'between' = 'none'
  /** Whether the next line continues the paragraph, item or cell that is open. */
  #continues = false

  constructor(writer: MarkdownWriter) {
    this.#writer = writer
    this.#lists = new ListLevels(writer)
  }

  /**
   * Running text: any number of lines, the first of which may go on with a line that a macro interrupted.
   * `isCut`: raw text follows in the last line.
   */
  text(text: string, isCut = false): void {
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      const cut = isCut && index === lines.length - 1
      if (index > 0) this.#newLine(line, cut)
      this.#line(line, cut)
    }
  }

  /** Text that a macro keeps as it is; within an item or a cell it belongs there. */
  raw({ text, language, title }: Raw): void {
    if (title !== undefined) this.#titled(title)
    this.#writer.code(text, language)
    this.#continues = this.#row === 'open' || this.#lists.isOpen
  }

  /** A tag of a macro that holds blocks: the same tag opens and closes it. */
  tag({ name, parameters }: Tag): void {
    this.#endBlocks()
    const at = this.#open.lastIndexOf(name)
    if (at >= 0 && parameters === undefined) {
      for (const closed of this.#open.splice(at).toReversed()) if (closed !== 'expand') this.#writer.close()
      return
    }
    this.#open.push(name)
    if (name !== 'expand') this.#writer.openQuote()
    const alert = ALERTS[name]
    if (alert !== undefined) this.#writer.raw(`[!${alert}]`)
    const title = parameters?.title ?? (name === 'expand' ? parameters?.first : undefined)
    if (title !== undefined) this.#titled(title)
  }

  /** Ends whatever is open. */
  end(): void {
    this.#endBlocks()
    for (const name of this.#open.splice(0)) if (name !== 'expand') this.#writer.close()
  }

  #titled(title: string): void {
    this.#writer.endBlock()
    this.#show(title, ['strong'])
    this.#writer.endBlock()
  }

  /** What the end of a line means depends on how the next one begins. */
  #newLine(next: string, isCut: boolean): void {
    const trimmed = next.trim()
    if (trimmed === '' && isCut && this.#row !== 'between') return
    const isRow = trimmed.startsWith('|')
    if (this.#row === 'open' && isRow) this.#endRow()
    if (trimmed === '' || (this.#row === 'between' && !isRow)) this.#endBlocks()
    else if (this.#continues && (this.#row === 'open' || !beginsBlock(trimmed)))
      this.#writer.text({ text: '\n', marks: [] })
    else {
      this.#writer.endBlock()
      this.#continues = false
    }
  }

  #line(line: string, isCut: boolean): void {
    const trimmed = line.trim()
    if (trimmed === '') return
    if (this.#row !== 'none') {
      this.#cells(trimmed, isCut)
      return
    }
    if (this.#continues) {
      this.#show(line)
      return
    }
    const [, level, heading] = /^h([1-6])\.(?:\s+(.*))?$/.exec(trimmed) ?? []
    const [, markers, item] = /^([*#-]+)\s+(.*)$/.exec(trimmed) ?? []
    if (level !== undefined) {
      this.#endBlocks()
      this.#writer.startHeading(Number(level))
      this.#show(heading ?? '')
      this.#writer.endBlock()
    } else if (/^bq\.\s/.test(trimmed)) {
      this.#endBlocks()
      this.#writer.openQuote()
      this.#show(trimmed.slice(3).trimStart())
      this.#writer.close()
    } else if (/^-{4,}$/.test(trimmed)) {
      this.#endBlocks()
      this.#writer.rule()
    } else if (trimmed.startsWith('|')) {
      this.#endBlocks()
      this.#writer.openTable()
      this.#cells(trimmed, isCut)
    } else if (markers !== undefined && isListMarker(markers)) {
      this.#lists.item(markers)
      this.#show(item ?? '')
      this.#continues = true
    } else {
      this.#lists.end()
      this.#show(line)
      this.#continues = true
    }
  }

  /** A row, or the rest of one: it ends with the line that a border ends, or before the next row. */
  #cells(line: string, isCut: boolean): void {
    let isOpen = this.#row === 'open'
    if (!isOpen) this.#writer.openRow()
    const ends = !isCut && line.endsWith('|')
    for (const shown of readLine(ends ? line.replace(/\|{1,2}$/, '') : line, true)) {
      if (shown.kind === 'cell') {
        if (isOpen) this.#writer.closeCell()
        this.#writer.openCell({ header: shown.header, columns: 1, rows: 1 })
        isOpen = true
      } else this.#writer.text(shown.segment)
    }
    this.#row = 'open'
    this.#continues = true
    if (ends) this.#endRow()
  }

  #endRow(): void {
    this.#writer.closeCell()
    this.#row = 'between'
    this.#continues = false
  }

  #show(line: string, marks: readonly Mark[] = []): void {
    for (const shown of readLine(line)) {
      if (shown.kind === 'segment')
        this.#writer.text(
          marks.length === 0
            ? shown.segment
            : { ...shown.segment, marks: [...marks, ...shown.segment.marks] },
        )
    }
  }

  #endBlocks(): void {
    this.#writer.endBlock()
    this.#lists.end()
    if (this.#row !== 'none') this.#writer.closeTable()
    this.#row = 'none'
    this.#continues = false
  }
}

function beginsBlock(line: string): boolean {
  const trimmed = line.trimStart()
  if (/^(?:h[1-6]\.|bq\.)(?:\s|$)|^\|/.test(trimmed) || /^-{4,}\s*$/.test(trimmed)) return true
  const [, markers] = /^([*#-]+)\s/.exec(trimmed) ?? []
  return markers !== undefined && isListMarker(markers)
}

/** Two or three hyphens are dashes. */
const isListMarker = (markers: string): boolean => !/^-{2,}$/.test(markers)
