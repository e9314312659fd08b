/** Encodings that a table may be in. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** The bytes are not in the encoding that was tried. */
export class WrongEncoding extends Error {
  override readonly name = 'WrongEncoding'
}

/**
 * Bytes to text, piece by piece. The encoding goes by the byte order mark, else by the NULs of UTF-16, else it is
 * UTF-8.
 */
export class TextPieces {
  readonly #declared: Encoding | undefined
  #decoder: TextDecoder | undefined

  /** @param declared overrides what the bytes look like; absent: find out */
  constructor(declared: Encoding | undefined) {
    this.#declared = declared
  }

  /** The encoding in use; undefined before the first byte. */
  get encoding(): string | undefined {
    return this.#decoder?.encoding
  }

  /** @throws WrongEncoding where the bytes are not in it */
  push(bytes: Uint8Array): string {
    if (bytes.length === 0) return ''
    this.#decoder ??= new TextDecoder(this.#declared ?? encodingOf(bytes), { fatal: true })
    return this.#decode(bytes)
  }

  /** What was still waiting. @throws WrongEncoding where a letter was cut in two */
  end(): string {
    return this.#decode(undefined)
  }

  #decode(bytes: Uint8Array | undefined): string {
    try {
      return (
        (bytes === undefined ? this.#decoder?.decode() : this.#decoder?.decode(bytes, { stream: true })) ?? ''
      )
    } catch (cause) {
      throw new WrongEncoding(`It holds bytes that are not ${this.encoding?.toUpperCase() ?? ''}.`, { cause })
    }
  }
}

function encodingOf(head: Uint8Array): Encoding {
  const [a, b] = head
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Without a mark, text of UTF-16 has a NUL in every letter that ASCII has.
  let [even, odd] = [0, 0]
  const looked = head.subarray(0, 512)
  for (const [index, byte] of looked.entries()) {
    if (byte === 0 && index % 2 === 0) even++
    else if (byte === 0) odd++
  }
  if (odd > looked.length / 4 && even === 0) return 'utf-16le'
  if (even > looked.length / 4 && odd === 0) return 'utf-16be'
  return 'utf-8'
}
