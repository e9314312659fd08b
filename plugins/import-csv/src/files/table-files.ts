import { z, type ConnectorContext } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { fileAddress, folderAddress, lastStep, namesTable } from './file-address.ts'
import { ReadError, readErrorOf } from './read-error.ts'

/** One file of a table, and its version where a listing told. */
export interface TableFile {
  /** As people know it, unique within the connection. */
  readonly name: string
  readonly address: string
  readonly etag?: string
}

/** What the host answers for the address of a folder. */
const Listing = z.array(
  z.looseObject({
    name: z.string().min(1),
    type: z.enum(['file', 'folder']),
    etag: z.string().optional(),
    modified: z.string().optional(),
  }),
)

interface Listed extends TableFile {
  readonly modified: string
}

const DEEPEST = 16

type Context = Pick<ConnectorContext<unknown>, 'fetch' | 'signal'>

/** The tables below a folder. Hidden files and the lock files of Office are left out. */
async function listFolder(context: Context, folder: string, above: string, depth = 0): Promise<Listed[]> {
  if (depth > DEEPEST)
    throw new ReadError('invalid', `The folder "${above}" lies too deep; connect it by itself.`)
  const reply = await context.fetch(folder, { signal: context.signal })
  if (!reply.ok) throw await readErrorOf(reply, above)
  const parsed = Listing.safeParse(await reply.json())
  if (!parsed.success)
    throw new ReadError('wrong_reply', `The listing of the folder "${above}" cannot be read.`)
  const tables: Listed[] = []
  for (const { name, type, etag, modified } of parsed.data) {
    if (/^[.~]/.test(name)) continue
    const address = folder + encodeURIComponent(name)
    const path = `${above}/${name}`
    if (type === 'folder') tables.push(...(await listFolder(context, `${address}/`, path, depth + 1)))
    else if (namesTable(name)) {
      tables.push({ name: path, address, modified: modified ?? '', ...(etag === undefined ? {} : { etag }) })
    }
  }
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The last one changed; of several at the same moment, the last by name. */
function newest(tables: readonly Listed[]): readonly Listed[] {
  return tables.toSorted((a, b) => (a.modified < b.modified ? -1 : a.modified > b.modified ? 1 : 0)).slice(-1)
}

/**
 * The files of a table, in the order of the config.
 * @throws ReadError when a folder cannot be listed: a table with a hole would make rows look deleted
 */
export async function listTableFiles(
  context: Context,
  { files, urls, take }: Pick<Config, 'files' | 'urls' | 'take'>,
): Promise<readonly TableFile[]> {
  const found: TableFile[] = []
  for (const path of files) {
    if (namesTable(path)) found.push({ name: lastStep(path), address: fileAddress(path) })
    else {
      const all = await listFolder(context, folderAddress(path), lastStep(path))
      const taken = take === 'newest' ? newest(all) : all
      found.push(
        ...taken.map(({ name, address, etag }) => ({
          name,
          address,
          ...(etag === undefined ? {} : { etag }),
        })),
      )
    }
  }
  for (const url of urls) found.push({ name: webName(url), address: url })
  return [...new Map(found.map((file) => [file.address, file])).values()]
}

/** Host and file, without the query: it may hold a key. */
function webName(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}/${lastStep(pathname).replace(/^\/$/, '')}`
}
