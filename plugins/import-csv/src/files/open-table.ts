import type { ConnectorContext } from '@headless-pmo/sdk'
import { ReadError, readErrorOf } from './read-error.ts'
import type { TableFile } from './table-files.ts'

/** Version of a file as its server tells it; empty where it tells none. */
export interface TableVersion {
  readonly etag?: string | undefined
  readonly modified?: string | undefined
}

/** A file that is being read. */
export interface OpenTable {
  readonly version: TableVersion
  readonly bytes: AsyncIterable<Uint8Array>
}

type Context = Pick<ConnectorContext<unknown>, 'fetch' | 'signal'>

/** What is asked for. */
export interface OpenRequest {
  readonly file: TableFile
  readonly maxMegabytes: number
  /** The version that is known: an unchanged file is not sent again. */
  readonly known?: TableVersion
}

/**
 * Opens a file; `unchanged` when it is the known version.
 * @throws ReadError when it is not handed out or too large, while reading too
 */
export async function openTable(context: Context, request: OpenRequest): Promise<OpenTable | 'unchanged'> {
  const { file, known, maxMegabytes } = request
  if (file.etag !== undefined && file.etag === known?.etag) return 'unchanged'
  const headers = new Headers({ accept: 'text/csv, text/tab-separated-values, text/plain, */*;q=0.5' })
  if (known?.etag !== undefined) headers.set('if-none-match', known.etag)
  else if (known?.modified !== undefined) headers.set('if-modified-since', known.modified)
  // A table is read as it arrives; the host takes this header off.
  if (file.address.startsWith('http')) headers.set('x-pmo-body', 'stream')
  const reply = await context.fetch(file.address, { headers, signal: context.signal })
  if (reply.status === 304) return 'unchanged'
  if (!reply.ok) throw await readErrorOf(reply, file.name)
  const version = {
    etag: reply.headers.get('etag') ?? undefined,
    modified: reply.headers.get('last-modified') ?? undefined,
  }
  if (known?.etag !== undefined && known.etag === version.etag) {
    await reply.body?.cancel()
    return 'unchanged'
  }
  return { version, bytes: limited(reply, file, maxMegabytes, context.signal) }
}

async function* limited(
  reply: Response,
  { name }: TableFile,
  maxMegabytes: number,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const reader = reply.body?.getReader()
  if (reader === undefined) return
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        signal.throwIfAborted()
        const message = `"${name}" broke off while it was being read; sync again.`
        throw new ReadError('unreachable', message, { cause })
      })
      if (done) return
      size += value.byteLength
      if (size > maxMegabytes * 1e6) {
        const message = `"${name}" is larger than ${maxMegabytes} MB; raise \`maxFileMegabytes\` of the connection if that is right.`
        throw new ReadError('invalid', message)
      }
      yield value
    }
  } finally {
    // Whoever stops half-way lets the file go; one that has failed has nothing left to cancel.
    await reader.cancel().catch(() => undefined)
  }
}
