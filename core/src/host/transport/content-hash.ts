import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** What tells, without reading, that a file is still the same. */
export interface FileState {
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
  readonly ino: bigint
}

export function stateKey({ size, mtimeNs, ctimeNs, ino }: FileState): string {
  return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

const CHUNK_BYTES = 256 * 1024
const MOST_ENTRIES = 10_000

/**
 * ETags of files by their content, so that touching or copying a plan changes nothing. A file is read for it
 * once for each state that it was seen in.
 */
export class ContentHashes {
  readonly #known = new Map<string, { readonly state: string; readonly etag: string }>()

  async etag(path: string, handle: FileHandle, state: FileState): Promise<string> {
    const key = stateKey(state)
    const known = this.#known.get(path)
    if (known?.state === key) return known.etag
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
    for (let position = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      position += bytesRead
    }
    const etag = `"${hash.digest('base64url')}"`
    this.#known.delete(path)
    this.#known.set(path, { state: key, etag })
    const oldest = this.#known.keys().next()
    if (this.#known.size > MOST_ENTRIES && oldest.done !== true) this.#known.delete(oldest.value)
    return etag
  }
}
