import { readCsv, type CsvProblem } from '../../csv/index.ts'

/** A line of a table, by the names of its columns. */
export interface TableRow {
  /** Number of the line in the file; of a cell that runs over lines, that of its last. */
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

/** Most lines of one table. */
export const MOST_ROWS = 5000

/** Most columns of one table: more than any kind has, and what is wrong with each of them can still be told. */
const MOST_COLUMNS = 100

/** Reads CSV as {@link readCsv} does, of columns that each have a name of their own. Pure. */
export function readTable(text: string): {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  readonly problems: readonly CsvProblem[]
} {
  const { head, lines, problems } = readCsv(text)
  if (head === undefined) {
    const sentence = 'There is nothing in it; begin with a line of column names.'
    return { columns: [], rows: [], problems: problems.length > 0 ? problems : [{ line: 1, sentence }] }
  }
  const columns = head.cells
  const refused = (line: number, sentence: string) => ({
    columns,
    rows: [],
    problems: [...problems, { line, sentence }],
  })
  if (columns.length > MOST_COLUMNS) {
    const sentence = `There are ${columns.length} column names; at most ${MOST_COLUMNS} are read.`
    return { ...refused(head.line, sentence), columns: [] }
  }
  const twice = columns.find((name, at) => name !== '' && columns.indexOf(name) < at)
  if (twice !== undefined) return refused(head.line, `There are two columns "${twice}"; leave one out.`)
  if (lines.length > MOST_ROWS) {
    const sentence = `The table has ${lines.length} lines; at most ${MOST_ROWS} are taken at a time. Split it.`
    return refused(MOST_ROWS + 1, sentence)
  }
  const rows = lines.map(({ line, cells }): TableRow => {
    const named = cells.flatMap((cell, at): [string, string][] => {
      const name = columns[at] ?? ''
      return name === '' ? [] : [[name, cell]]
    })
    return { line, cells: Object.fromEntries(named) }
  })
  return { columns, rows, problems }
}
