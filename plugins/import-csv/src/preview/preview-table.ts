import type { RecordInput } from '@headless-pmo/sdk'
import { Columns, columnsOf, type MappedField, type SomeColumns } from '../columns.ts'
import type { Meaning, TableOptions } from '../config.ts'
import { mapRow } from '../map/map-row.ts'
import { TableCollector, type CollectedTable } from '../table/collect-table.ts'
import { columnNames } from '../table/headers.ts'
import type { Problem } from '../table/problem.ts'
import { readFile, type TableSource } from '../table/read-file.ts'
import type { TableForm, TableRow } from '../table/read-rows.ts'
import { TableEnd } from '../table/table-end.ts'
import { proposeMapping } from './propose-mapping.ts'

const MOST_RECORDS = 10
const MOST_PROBLEMS = 100
const SAMPLES = 3

/** What a table would become. */
export interface Preview {
  /** How it is written. */
  readonly form: TableForm
  /** Its columns, with the first values that differ. */
  readonly columns: readonly {
    readonly name: string
    readonly filled: number
    readonly samples: readonly string[]
  }[]
  /** For `columns` of a connection: as asked for, else proposed by the names of the columns. */
  readonly mapping: SomeColumns
  /** Fields of the mapping that were proposed. */
  readonly proposed: readonly string[]
  /** Rows beside the row of names. */
  readonly rows: number
  /** The first rows as records. */
  readonly records: readonly RecordInput[]
  /** What would have the table refused, and what the first records could not carry over. */
  readonly problems: readonly Problem[]
  readonly moreProblems: number
}

/** With what a preview is made. */
export interface PreviewOptions {
  readonly table: TableOptions
  readonly meaning: Omit<Meaning, 'columns'>
  readonly mapping?: SomeColumns
}

interface Look {
  readonly name: string
  filled: number
  readonly values: Set<string>
}

/** Goes once through the table: how its columns are filled. */
async function look(source: TableSource, options: TableOptions) {
  let looks: Look[] = []
  let rows = 0
  const take = async (all: AsyncIterable<TableRow>): Promise<void> => {
    looks = []
    rows = 0
    let begun = false
    const end = new TableEnd(options.trailer)
    for await (const row of all) {
      const { number, cells } = row
      if (number < options.headerRow) continue
      if (!begun) {
        begun = true
        looks = columnNames(cells).map((name) => ({ name, filled: 0, values: new Set() }))
        continue
      }
      if (!end.see(row, looks.length)) continue
      rows++
      for (const [index, one] of looks.entries()) {
        const cell = (cells[index] ?? '').trim()
        if (cell === '') continue
        one.filled++
        one.values.add(cell)
      }
    }
  }
  const form = await readFile(source, options, take)
  return { looks, rows, form: form ?? { encoding: 'utf-8', separator: ',' as const } }
}

async function collect(
  source: TableSource,
  { table, meaning }: PreviewOptions,
  columns: SomeColumns,
): Promise<CollectedTable> {
  const { headerRow, trailer, dates, decimal } = table
  const collector = new TableCollector({
    columns,
    headerRow,
    trailer,
    peopleLists: meaning.peopleLists,
    dates: dates === 'auto' ? undefined : dates,
    decimal: decimal === 'auto' ? undefined : decimal,
  })
  await readFile(source, table, (rows) => collector.add('', rows))
  return collector.finish()
}

/** The first rows as records; a row that lacks a title has its key for one. */
function recordsOf({ rows, reading }: CollectedTable, columns: SomeColumns, { meaning }: PreviewOptions) {
  const complete = Columns.parse({ key: 'key', title: 'title', ...columns })
  return rows
    .slice(0, MOST_RECORDS)
    .flatMap((row) => mapRow({ ...row, reading }, { ...meaning, columns: complete }))
}

/**
 * Shows what a table would become without keeping any of it.
 * @throws Error where it is no table at all
 */
export async function previewTable(source: TableSource, options: PreviewOptions): Promise<Preview> {
  const { looks, rows, form } = await look(source, options.table)
  const fills = looks.map(({ name, filled, values }) => ({
    name,
    unique: filled === rows && values.size === rows,
  }))
  const given = options.mapping ?? {}
  const taken = new Set((Object.keys(given) as MappedField[]).flatMap((field) => columnsOf(given, field)))
  const proposal = proposeMapping(fills.filter(({ name }) => !taken.has(name)))
  const mapping: SomeColumns = { ...proposal, ...given }
  const table = await collect(source, options, mapping)
  const unnamed = (['key', 'title'] as const)
    .filter((field) => mapping[field] === undefined)
    .map((field): Problem => ({
      message: `No column can be told to be the ${field}; name one in \`mapping\`${field === 'key' ? ', with another value in each row' : ''}.`,
    }))
  const known = new Set(table.columns)
  const isComplete = (Object.keys(mapping) as MappedField[]).every((field) =>
    columnsOf(mapping, field).every((column) => known.has(column)),
  )
  const records = isComplete ? recordsOf(table, mapping, options) : []
  const warnings = records.flatMap(({ ref, warnings = [] }) =>
    warnings.map((message) => ({ message: `${ref}: ${message}` })),
  )
  const problems = [...unnamed, ...table.problems, ...warnings]
  return {
    form,
    columns: looks.map(({ name, filled, values }) => ({
      name,
      filled,
      samples: [...values].slice(0, SAMPLES),
    })),
    mapping,
    proposed: Object.keys(proposal).filter((field) => !Object.hasOwn(given, field)),
    rows,
    records,
    problems: problems.slice(0, MOST_PROBLEMS),
    moreProblems: Math.max(0, problems.length - MOST_PROBLEMS),
  }
}
