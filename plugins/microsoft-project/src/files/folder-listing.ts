import { z, type ConnectorContext } from '@headless-pmo/sdk'
import { encodeSegment, filePath } from './file-address.ts'
import { ReadError } from './read-error.ts'

/** What the host answers for an address of a folder. */
const Listing = z.array(
  z.looseObject({
    name: z.string().min(1),
    type: z.enum(['file', 'folder']),
    size: z.number().optional(),
    etag: z.string().optional(),
  }),
)

export interface ListedFile {
  /** Path within the folder that was asked for. */
  readonly path: string
  readonly address: string
  readonly etag?: string
  readonly size?: number
}

const DEEPEST = 32

const nameOf = (path: string): string => path.replace(/(.)\/$/, '$1')

/**
 * All files below a folder, in order of their paths. Hidden entries and the lock files of Office are left out.
 * @throws ReadError when a folder cannot be listed: a listing with holes would make files look deleted.
 */
export async function* filesBelow(
  context: Pick<ConnectorContext<unknown>, 'fetch' | 'signal'>,
  folder: string,
  above = '',
): AsyncIterable<ListedFile> {
  const reply = await context.fetch(folder, { signal: context.signal })
  if (!reply.ok)
    throw await ReadError.of(reply, `the folder "${nameOf(above === '' ? filePath(folder) : above)}"`)
  const entries = Listing.parse(await reply.json())
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue
    const path = above + entry.name
    const address = folder + encodeSegment(entry.name)
    if (entry.type === 'folder') {
      if (path.split('/').length >= DEEPEST) {
        throw new Error(`The folder ${path} lies more than ${DEEPEST} levels deep; connect it by itself.`)
      }
      yield* filesBelow(context, `${address}/`, `${path}/`)
    } else {
      yield {
        path,
        address,
        ...(entry.etag === undefined ? {} : { etag: entry.etag }),
        ...(entry.size === undefined ? {} : { size: entry.size }),
      }
    }
  }
}
