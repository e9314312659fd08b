import type { ConnectorContext, ProbeResult } from '@headless-pmo/sdk'
import type { Config } from './config.ts'
import { openTable } from './files/open-table.ts'
import { ReadError } from './files/read-error.ts'
import { listTableFiles, type TableFile } from './files/table-files.ts'
import { columnsOf, type MappedField } from './columns.ts'
import { columnNames, missingColumn } from './table/headers.ts'
import { readFile } from './table/read-file.ts'

type Context = ConnectorContext<Config>

/** The names of the columns of a file; the rest of it is not read. */
async function columnsOfFile(context: Context, file: TableFile): Promise<readonly string[]> {
  const { config } = context
  const source = {
    name: file.name,
    open: async () => {
      const opened = await openTable(context, { file, maxMegabytes: config.maxFileMegabytes })
      if (opened === 'unchanged') throw new Error(`"${file.name}" was not sent, although it was asked for.`)
      return opened.bytes
    },
  }
  let names: readonly string[] = []
  await readFile(source, config, async (rows) => {
    for await (const { number, cells } of rows) {
      if (number < config.headerRow) continue
      names = columnNames(cells)
      return
    }
  })
  return names
}

function missing({ columns }: Config, names: readonly string[]): readonly string[] {
  // What the schema names are fields of the mapping.
  return (Object.keys(columns) as MappedField[]).flatMap((field) =>
    columnsOf(columns, field)
      .filter((column) => !names.includes(column))
      .map((column) => missingColumn(column, field, names)),
  )
}

/** Whether every file can be opened and has the columns that the config names. */
export async function probe(context: Context): Promise<ProbeResult> {
  try {
    const files = await listTableFiles(context, context.config)
    if (files.length === 0) {
      const message = 'There is no table (*.csv, *.tsv, *.txt) in the folders of `files`; put one there.'
      return { ok: false, reason: 'not_found', message }
    }
    const details: string[] = []
    for (const file of files) {
      const names = await columnsOfFile(context, file)
      const [problem] = missing(context.config, names)
      if (problem !== undefined)
        return { ok: false, reason: 'invalid', message: `"${file.name}": ${problem}` }
      details.push(`"${file.name}" has ${names.length} columns`)
    }
    return { ok: true, details }
  } catch (error) {
    context.signal.throwIfAborted()
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: error instanceof ReadError ? error.problem : 'invalid', message }
  }
}
