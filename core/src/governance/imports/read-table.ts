import { parse } from 'csv-parse/sync'

/** A line of a table, by the names of its columns. */
export interface TableRow {
  /** Number of the line in the file; of a cell that runs over lines, that of its last. */
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

/** Something wrong with a line. */
export interface LineProblem {
  readonly line: number
  readonly sentence: string
}

/** Most lines of one table. */
export const MOST_ROWS = 5000

/** Most columns of one table: more than any kind has, and what is wrong with each of them can still be told. */
const MOST_COLUMNS = 100

/**
 * Reads CSV with a line of column names, separated by comma, semicolon or tab. A line that cannot be read is told by its
 * number. Pure.
 */
export function readTable(text: string): {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  readonly problems: readonly LineProblem[]
} {
  const problems: LineProblem[] = []
  const lines: { readonly line: number; readonly cells: readonly string[] }[] = []
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: readonly string[], { lines: line }) => {
        lines.push({ line, cells })
        return null
      },
    })
  } catch (error) {
    const sentence = 'This line cannot be read as CSV: look at its quotation marks.'
    problems.push({ line: lineOf(error), sentence })
  }
  const [head, ...rest] = lines
  if (head === undefined) {
    const sentence = 'There is nothing in it; begin with a line of column names.'
    return { columns: [], rows: [], problems: problems.length > 0 ? problems : [{ line: 1, sentence }] }
  }
  if (head.cells.length > MOST_COLUMNS) {
    const sentence = `There are ${head.cells.length} column names; at most ${MOST_COLUMNS} are read.`
    return { columns: [], rows: [], problems: [...problems, { line: head.line, sentence }] }
  }
  const twice = head.cells.find((name, at) => name !== '' && head.cells.indexOf(name) < at)
  if (twice !== undefined) {
    const sentence = `There are two columns "${twice}"; leave one out.`
    return { columns: head.cells, rows: [], problems: [...problems, { line: head.line, sentence }] }
  }
  if (rest.length > MOST_ROWS) {
    const sentence = `The table has ${rest.length} lines; at most ${MOST_ROWS} are taken at a time. Split it.`
    return { columns: head.cells, rows: [], problems: [...problems, { line: MOST_ROWS + 1, sentence }] }
  }
  const rows: TableRow[] = []
  for (const { line, cells } of rest) {
    if (cells.length > head.cells.length) {
      const sentence = `There are ${cells.length} cells under ${head.cells.length} column names; put a cell with a separator in quotation marks.`
      problems.push({ line, sentence })
      continue
    }
    const named = cells.flatMap((cell, at): [string, string][] => {
      const name = head.cells[at] ?? ''
      return name === '' ? [] : [[name, cell]]
    })
    rows.push({ line, cells: Object.fromEntries(named) })
  }
  return { columns: head.cells, rows, problems }
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
