import { defineStream, z, type ConnectorContext } from '@headless-pmo/sdk'
import { Config, MEANING_FIELDS, type Config as ImportConfig } from './config.ts'
import { openTable, type OpenTable, type TableVersion } from './files/open-table.ts'
import { listTableFiles, type TableFile } from './files/table-files.ts'
import { importItem, itemRef, type ImportItem } from './item.ts'
import { mapItem } from './map/map-item.ts'
import { TableCollector, type CollectedTable } from './table/collect-table.ts'
import { refusal } from './table/problem.ts'
import { readFile } from './table/read-file.ts'

const PAGE_ITEMS = 500

const version = z.strictObject({ etag: z.string().optional(), modified: z.string().optional() })

/** What was read last: the files with their versions, and the part of the config that reading goes by. */
const cursor = z.strictObject({
  files: z.array(z.strictObject({ address: z.string(), version })),
  config: z.string(),
})
type Cursor = z.infer<typeof cursor>

type Context = Pick<ConnectorContext<ImportConfig>, 'fetch' | 'signal' | 'config'>

/** What reading goes by: when it changes, an unchanged file is read again. */
function readingConfig({
  columns,
  peopleLists,
  separator,
  encoding,
  headerRow,
  trailer,
  dates,
  decimal,
}: ImportConfig): string {
  return JSON.stringify({ columns, peopleLists, separator, encoding, headerRow, trailer, dates, decimal })
}

/** Files that have been opened to see whether they have changed, and not read yet. */
class Openings {
  readonly versions = new Map<string, TableVersion>()
  readonly #context: Context
  readonly #waiting = new Map<string, OpenTable>()

  constructor(context: Context) {
    this.#context = context
  }

  /** Whether all files are those of the cursor. Stops at the first that is not. */
  async unchanged(files: readonly TableFile[], last: Cursor): Promise<boolean> {
    const known = new Map(last.files.map((file) => [file.address, file.version]))
    if (known.size !== files.length || last.config !== readingConfig(this.#context.config)) return false
    for (const file of files) {
      const before = known.get(file.address)
      if (before === undefined) return false
      const opened = await this.#open(file, before)
      if (opened === 'unchanged') continue
      this.#waiting.set(file.address, opened)
      return false
    }
    return files.length > 0
  }

  /** The bytes of a file from its beginning. */
  async bytes(file: TableFile): Promise<AsyncIterable<Uint8Array>> {
    const waiting = this.#waiting.get(file.address)
    this.#waiting.delete(file.address)
    const opened = waiting ?? (await this.#open(file))
    // Nothing was said to be known, so it cannot be unchanged.
    if (opened === 'unchanged') throw new Error(`"${file.name}" was not sent, although it was asked for.`)
    this.versions.set(file.address, opened.version)
    return opened.bytes
  }

  #open(file: TableFile, known?: TableVersion): Promise<OpenTable | 'unchanged'> {
    const { maxFileMegabytes: maxMegabytes } = this.#context.config
    return openTable(this.#context, { file, maxMegabytes, ...(known === undefined ? {} : { known }) })
  }
}

/** Reads all files into one table. @throws Error with the rows, where the table is refused */
async function collect(
  config: ImportConfig,
  files: readonly TableFile[],
  openings: Openings,
): Promise<CollectedTable> {
  const { columns, headerRow, trailer, peopleLists, dates, decimal } = config
  const collector = new TableCollector({
    columns,
    headerRow,
    trailer,
    peopleLists,
    dates: dates === 'auto' ? undefined : dates,
    decimal: decimal === 'auto' ? undefined : decimal,
  })
  for (const file of files) {
    const source = { name: file.name, open: () => openings.bytes(file) }
    await readFile(source, config, (rows) => collector.add(file.name, rows))
  }
  const table = collector.finish()
  if (table.problems.length > 0) throw refusal(table.problems)
  return table
}

function cursorOf(config: ImportConfig, files: readonly TableFile[], openings: Openings): Cursor {
  return {
    config: readingConfig(config),
    files: files.map(({ address }) => {
      const { etag, modified } = openings.versions.get(address) ?? {}
      // One of them is enough to ask by; an ETag is the exact one.
      const known = etag !== undefined ? { etag } : modified === undefined ? {} : { modified }
      return { address, version: known }
    }),
  }
}

/** The rows of the table, all at once: a row that is gone from the files is gone. */
export const rowStream = defineStream({
  config: Config,
  item: importItem,
  cursor,
  start: { files: [], config: '' },
  changes: 'snapshot',
  deletes: 'snapshot',
  async *read({ fetch, config, cursor: last, page, signal }) {
    const context = { fetch, config, signal }
    const files = await listTableFiles(context, config)
    if (files.length === 0) {
      throw new Error('There is no table (*.csv, *.tsv, *.txt) in the folders of `files`; put one there.')
    }
    const openings = new Openings(context)
    if (await openings.unchanged(files, last)) return
    const { rows, reading, table } = await collect(config, files, openings)
    for (let at = 0; at < rows.length; at += PAGE_ITEMS) {
      const items = rows.slice(at, at + PAGE_ITEMS).map((row): ImportItem => ({ ...row, reading }))
      yield page({ items, total: rows.length + 1 })
    }
    yield page({ items: [table], cursor: cursorOf(config, files, openings) })
  },
  ref: itemRef,
  mapVersion: 2,
  mapReads: MEANING_FIELDS,
  map: (item, { config }) => mapItem(item, config),
})
