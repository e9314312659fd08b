import type { TableOptions } from '../config.ts'
import { WrongEncoding } from './decode-text.ts'
import { TableError, readRows, type TableForm, type TableRow } from './read-rows.ts'

/** A file that can be read from its beginning as often as needed. */
export interface TableSource {
  readonly name: string
  readonly open: () => Promise<AsyncIterable<Uint8Array>>
}

/** Letters as Western spreadsheets wrote them before UTF-8; every byte is one. */
const LAST_RESORT = 'windows-1252'

/**
 * Reads a file whose encoding is not known before it is read: what turns out not to be UTF-8 is read again as
 * windows-1252. `begin` is called for each reading, so that a first one can be forgotten.
 */
export async function readFile(
  source: TableSource,
  options: TableOptions,
  begin: (rows: AsyncIterable<TableRow>) => Promise<void>,
): Promise<TableForm | undefined> {
  const { separator, encoding, headerRow } = options
  let form: TableForm | undefined
  const read = async (declared: Exclude<typeof encoding, 'auto'> | undefined): Promise<void> => {
    const bytes = await source.open()
    await begin(
      readRows(bytes, {
        separator: separator === 'auto' ? undefined : separator,
        encoding: declared,
        headerRow,
        onForm: (found) => {
          form = found
        },
      }),
    )
  }
  try {
    await read(encoding === 'auto' ? undefined : encoding)
  } catch (error) {
    if (error instanceof TableError) throw new Error(`"${source.name}" ${error.message}`, { cause: error })
    if (!(error instanceof WrongEncoding)) throw error
    if (encoding !== 'auto' || form?.encoding.startsWith('utf-16') === true) {
      throw new Error(
        `"${source.name}" is not in the encoding ${form?.encoding ?? encoding}: ${error.message} Set \`encoding\`, or export it as UTF-8.`,
        { cause: error },
      )
    }
    await read(LAST_RESORT)
  }
  return form
}
