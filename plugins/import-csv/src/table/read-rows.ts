import { parse } from 'csv-parse/stream'
import { breath } from './breath.ts'
import { TextPieces, type Encoding } from './decode-text.ts'
import { findSeparator, signOf, type Separator } from './separator.ts'

/** One row as it stands in the table. */
export interface TableRow {
  /** Number of the row as a spreadsheet counts, 1 the first; a row with line breaks in it counts once. */
  readonly number: number
  readonly cells: readonly string[]
}

/** How a table is written, as far as it has been found out. */
export interface TableForm {
  readonly encoding: string
  readonly separator: Separator
}

/** How to read a table. */
export interface ReadRowsOptions {
  readonly separator: Separator | undefined
  readonly encoding: Encoding | undefined
  readonly headerRow: number
  /** Called once, before the first row. */
  readonly onForm?: (form: TableForm) => void
}

/** Text that is read before its separator is judged. */
const HEAD = 32_768

/** The parser takes a piece in one go, and a table of empty lines has a row in every letter. */
const PARSED_AT_ONCE = 8192
const ROWS_AT_ONCE = 500

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly records: number }
}

/** A table that breaks off or is none: a sentence that goes on from the name of its file. */
export class TableError extends Error {
  override readonly name = 'TableError'
}

async function* encoded(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadRowsOptions,
  begin: (form: TableForm) => void,
) {
  const pieces = new TextPieces(options.encoding)
  const encoder = new TextEncoder()
  let head: string | undefined = ''
  const first = (): string => {
    const text = head ?? ''
    head = undefined
    const separator = options.separator ?? findSeparator(text, options.headerRow)
    begin({ encoding: pieces.encoding ?? 'utf-8', separator })
    return text.replace(/^sep=.\r?\n/i, '')
  }
  for await (const piece of bytes) {
    const text = pieces.push(piece)
    if (head === undefined) yield encoder.encode(text)
    else {
      head += text
      if (head.length >= HEAD) yield encoder.encode(first())
    }
  }
  const rest = pieces.end()
  yield encoder.encode(head === undefined ? rest : ((head += rest), first()))
}

/** The parser needs the separator before its first byte, and the separator needs the first text. */
async function opened(source: AsyncIterator<Uint8Array>, form: () => TableForm | undefined) {
  const first = await source.next()
  const { separator } = form() ?? { separator: ',' as const }
  async function* all(): AsyncIterable<Uint8Array> {
    for (let next = first; next.done !== true; next = await source.next()) {
      const { value } = next
      for (let at = 0; at < value.byteLength; at += PARSED_AT_ONCE) {
        await breath()
        yield value.subarray(at, at + PARSED_AT_ONCE)
      }
    }
  }
  return { separator, bytes: all() }
}

/**
 * Reads the rows of a table as they arrive. Cells are text, whatever they look like: nothing is computed.
 * @throws TableError where a quotation mark is never closed; WrongEncoding where the bytes are in another encoding
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadRowsOptions,
): AsyncIterable<TableRow> {
  let form: TableForm | undefined
  const source = encoded(bytes, options, (found) => {
    form = found
    options.onForm?.(found)
  })
  try {
    const { separator, bytes: all } = await opened(source, () => form)
    const parser = parse({
      delimiter: signOf(separator),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    })
    // With `info`, the parser gives rows of this shape.
    const rows = ReadableStream.from(all).pipeThrough<ParsedRow>(
      parser as TransformStream<Uint8Array, ParsedRow>,
    )
    for await (const { record, info } of rows) {
      if (info.records % ROWS_AT_ONCE === 0) await breath()
      yield { number: info.records, cells: record }
    }
  } catch (error) {
    throw tableErrorOf(error)
  } finally {
    await source.return(undefined)
  }
}

function tableErrorOf(error: unknown): unknown {
  const { code, lines } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly code?: unknown
    readonly lines?: unknown
  }
  if (code !== 'CSV_QUOTE_NOT_CLOSED') return error
  return new TableError(
    `has a quotation mark that is never closed; the text breaks off in line ${String(lines)}. Export it again.`,
    { cause: error },
  )
}
