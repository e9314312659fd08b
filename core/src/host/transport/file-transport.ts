import { constants } from 'node:fs'
import { open, readdir, realpath, type FileHandle } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Transport } from '@headless-pmo/engine'
import { ContentHashes, stateKey, type FileState } from './content-hash.ts'

export interface FileTransportOptions {
  /** Absolute paths of the folders and files that may be read. */
  readonly roots: readonly string[]
  /** Larger files are answered with 413. Default 256 MiB. */
  readonly maxBytes?: number
}

export const DEFAULT_MAX_FILE_BYTES = 256 * 1024 * 1024

/** One entry of a folder as it is listed. */
export interface FolderEntry {
  readonly name: string
  readonly type: 'file' | 'folder'
  readonly size?: number
  readonly etag?: string
  /** ISO instant. */
  readonly modified: string
}

const CHUNK_BYTES = 256 * 1024

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The status that an error of the file system stands for. */
function answer(error: unknown, path: string): Response {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return text(404, `${path} does not exist.`)
    case 'EACCES':
    case 'EPERM':
      return text(403, `${path} may not be read; give the server's user the right to read it.`)
    default:
      throw error
  }
}

function text(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep))
}

/**
 * Serves declared folders and files to `file:` requests, read-only: no symbolic link leads out, bodies are
 * streamed, ETags stand for the content. A folder, asked for with a slash at its end, is a sorted JSON list.
 */
export function createFileTransport(options: FileTransportOptions): Transport {
  const hashes = new ContentHashes()
  const maxBytes = BigInt(options.maxBytes ?? DEFAULT_MAX_FILE_BYTES)

  const resolved = async (path: string): Promise<string | undefined> => {
    const real = await realpath(path)
    for (const root of options.roots) {
      const realRoot = await realpath(root).catch(() => undefined)
      if (realRoot !== undefined && isInside(realRoot, real)) return real
    }
    return undefined
  }

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Files are only read.')
    const url = new URL(request.url)
    let path: string
    try {
      path = fileURLToPath(url)
    } catch {
      return text(404, 'This is not the address of a file.')
    }
    try {
      const real = await resolved(path)
      if (real === undefined) return text(403, `${path} lies outside of the declared folders.`)
      if (url.pathname.endsWith('/')) return await list(real, { resolved, hashes, maxBytes }, request)
      // O_NONBLOCK: opening a pipe would wait for a writer. O_NOFOLLOW: the path is resolved already.
      const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW
      const handle = await open(real, flags)
      return await serve({ handle, path, real, hashes, maxBytes }, request)
    } catch (error) {
      return answer(error, path)
    }
  }
}

interface Opened {
  readonly handle: FileHandle
  readonly path: string
  readonly real: string
  readonly hashes: ContentHashes
  readonly maxBytes: bigint
}

async function serve(opened: Opened, request: Request): Promise<Response> {
  const { handle, path, real, hashes, maxBytes } = opened
  let streaming = false
  try {
    const state = await handle.stat({ bigint: true })
    if (state.isDirectory()) return text(404, `${path} is a folder; ask for it with a slash at its end.`)
    if (!state.isFile()) return text(403, `${path} is no ordinary file.`)
    if (state.size > maxBytes) {
      return text(413, `${path} has ${state.size} bytes; the limit is ${maxBytes}.`)
    }
    const etag = await hashes.etag(real, handle, state)
    const headers = new Headers({ etag, 'last-modified': state.mtime.toUTCString() })
    if (matches(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers })
    headers.set('content-length', String(state.size))
    headers.set('content-type', 'application/octet-stream')
    if (request.method === 'HEAD') return new Response(null, { headers })
    streaming = true
    return new Response(contents(handle, path, state), { headers })
  } finally {
    if (!streaming) await handle.close()
  }
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.split(',').some((given) => given.trim() === '*' || given.trim().replace(/^W\//, '') === etag)
}

/** The bytes of a file, in one state: a file that is written to meanwhile ends in an error. */
function contents(
  handle: FileHandle,
  path: string,
  state: FileState,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = 0
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const buffer = new Uint8Array(CHUNK_BYTES)
          const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position)
          position += bytesRead
          if (bytesRead > 0) {
            controller.enqueue(buffer.subarray(0, bytesRead))
            return
          }
          const after = await handle.stat({ bigint: true })
          await handle.close()
          if (stateKey(after) === stateKey(state)) controller.close()
          else controller.error(new Error(`${path} was changed while it was read.`))
        } catch (error) {
          await handle.close().catch(() => {})
          controller.error(error)
        }
      },
      async cancel() {
        await handle.close()
      },
    },
    { highWaterMark: 0 },
  )
}

interface Listing {
  readonly resolved: (path: string) => Promise<string | undefined>
  readonly hashes: ContentHashes
  readonly maxBytes: bigint
}

/** Entries that cannot be read are listed without an ETag; links that lead out and sockets are left out. */
async function list(folder: string, listing: Listing, request: Request): Promise<Response> {
  const names = await readdir(folder)
  const entries: FolderEntry[] = []
  for (const name of names.toSorted()) {
    const entry = await describe(join(folder, name), name, listing)
    if (entry !== undefined) entries.push(entry)
  }
  const headers = { 'content-type': 'application/json' }
  return request.method === 'HEAD' ? new Response(null, { headers }) : Response.json(entries, { headers })
}

async function describe(path: string, name: string, listing: Listing): Promise<FolderEntry | undefined> {
  const real = await listing.resolved(path).catch(() => undefined)
  if (real === undefined) return undefined
  let handle: FileHandle
  try {
    handle = await open(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  } catch (error) {
    // Present but closed to us: to leave it out would make it look deleted.
    return ['EACCES', 'EPERM'].includes(codeOf(error))
      ? { name, type: 'file', modified: new Date(0).toISOString() }
      : undefined
  }
  try {
    const state = await handle.stat({ bigint: true })
    const modified = state.mtime.toISOString()
    if (state.isDirectory()) return { name, type: 'folder', modified }
    if (!state.isFile()) return undefined
    const size = Number(state.size)
    if (state.size > listing.maxBytes) return { name, type: 'file', size, modified }
    return { name, type: 'file', size, etag: await listing.hashes.etag(real, handle, state), modified }
  } finally {
    await handle.close()
  }
}
