import { parse } from 'csv-parse/sync'

/** A line of a table. */
export interface CsvLine {
  /** Number of the line in the file; of a cell that runs over lines, that of its last. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Something wrong with a line. */
export interface CsvProblem {
  readonly line: number
  /** What is wrong, and what to do. */
  readonly sentence: string
}

/** A table as it was read: its lines, and those that are none. */
export interface CsvTable {
  /** The column names; absent where there is nothing in it. */
  readonly head?: CsvLine
  /** The lines below, none with more cells than there are column names. */
  readonly lines: readonly CsvLine[]
  readonly problems: readonly CsvProblem[]
}

/**
 * Reads CSV with a line of column names, separated by comma, semicolon or tab. A line that cannot be read is told by its
 * number, and the others are read. Pure.
 */
export function readCsv(text: string): CsvTable {
  const problems: CsvProblem[] = []
  const all: CsvLine[] = []
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: readonly string[], { lines: line }) => {
        all.push({ line, cells })
        return null
      },
    })
  } catch (error) {
    const sentence = 'This line cannot be read as CSV: look at its quotation marks.'
    problems.push({ line: lineOf(error), sentence })
  }
  const [head, ...rest] = all
  if (head === undefined) return { lines: [], problems }
  const lines = rest.filter(({ line, cells }) => {
    if (cells.length <= head.cells.length) return true
    const sentence = `There are ${cells.length} cells under ${head.cells.length} column names; put a cell with a separator in quotation marks.`
    problems.push({ line, sentence })
    return false
  })
  return { head, lines, problems }
}

/** The separator that the line of column names holds most of. */
function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? ''
  const [most = ','] = [',', ';', '\t'].toSorted(
    (one, other) => head.split(other).length - head.split(one).length,
  )
  return most
}

function lineOf(error: unknown): number {
  const told = typeof error === 'object' && error !== null && 'lines' in error ? error.lines : undefined
  return typeof told === 'number' ? told : 1
}
