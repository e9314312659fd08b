import { PREFIX_BYTES, type ToProcess } from '../wire.ts'

/** Most bytes of a head and of a body; a frame that announces more is not waited for. */
export const MOST_HEAD_BYTES = 16 * 1024 * 1024
export const MOST_BODY_BYTES = 80 * 1024 * 1024

/** Smaller chunks than this are put together as they come: each by itself takes many times its size. */
const DROP_BYTES = 1024
const GATHERED_BYTES = 64 * 1024

/** A frame as it came: its head is not yet looked at. */
export interface Frame {
  readonly head: Buffer
  readonly body: Buffer
}

/** Bytes of one frame. */
export function writeFrame(head: ToProcess | object, body: readonly Uint8Array[] = []): Uint8Array[] {
  const bytes = Buffer.from(JSON.stringify(head))
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt32LE(bytes.byteLength, 0)
  prefix.writeUInt32LE(
    body.reduce((sum, part) => sum + part.byteLength, 0),
    4,
  )
  return [Buffer.concat([prefix, bytes]), ...body]
}

/** Puts frames together as their bytes arrive; never holds more than one frame may have. */
export class FrameReader {
  #chunks: Buffer[] = []
  #held = 0
  /** Where drops are put together: what the last chunk is a part of. */
  #gathered: Buffer | undefined

  /** Pieces that what has come is held in. */
  get chunks(): number {
    return this.#chunks.length
  }

  /** @throws Error when a frame announces more than it may have */
  push(chunk: Buffer): readonly Frame[] {
    const frames: Frame[] = []
    this.#keep(chunk)
    this.#held += chunk.byteLength
    for (;;) {
      if (this.#held < PREFIX_BYTES) return frames
      const prefix = this.#joined(PREFIX_BYTES)
      const head = prefix.readUInt32LE(0)
      const body = prefix.readUInt32LE(4)
      if (head > MOST_HEAD_BYTES || body > MOST_BODY_BYTES) {
        throw new Error(`it announced a message of ${head + body} bytes`)
      }
      const whole = PREFIX_BYTES + head + body
      if (this.#held < whole) return frames
      const bytes = this.#joined(whole)
      this.#chunks[0] = bytes.subarray(whole)
      this.#gathered = undefined
      this.#held -= whole
      frames.push({
        head: bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + head),
        body: bytes.subarray(PREFIX_BYTES + head, whole),
      })
    }
  }

  #keep(chunk: Buffer): void {
    if (chunk.byteLength >= DROP_BYTES) {
      this.#gathered = undefined
      this.#chunks.push(chunk)
      return
    }
    const filled = this.#gathered === undefined ? 0 : (this.#chunks.at(-1)?.byteLength ?? 0)
    if (this.#gathered === undefined || filled + chunk.byteLength > GATHERED_BYTES) {
      this.#gathered = Buffer.allocUnsafe(GATHERED_BYTES)
      chunk.copy(this.#gathered)
      this.#chunks.push(this.#gathered.subarray(0, chunk.byteLength))
      return
    }
    chunk.copy(this.#gathered, filled)
    this.#chunks[this.#chunks.length - 1] = this.#gathered.subarray(0, filled + chunk.byteLength)
  }

  /** The first chunk, made at least this long. */
  #joined(length: number): Buffer {
    const [first] = this.#chunks
    if (first !== undefined && first.byteLength >= length) return first
    const all = Buffer.concat(this.#chunks)
    this.#chunks = [all]
    this.#gathered = undefined
    return all
  }
}
