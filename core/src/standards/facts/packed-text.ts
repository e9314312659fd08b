/** A text in UTF-8 on memory that threads share: handing it over costs nothing. */
export type PackedText = SharedArrayBuffer

/** Puts a text onto shared memory. */
export function packText(text: string): PackedText {
  const bytes = Buffer.from(text, 'utf8')
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared
}

/** Reads a text from shared memory. */
export function unpackText(shared: PackedText): string {
  return Buffer.from(shared).toString('utf8')
}

/** Values of one page: making its text holds the thread for a few milliseconds. */
const PAGE = 200

/** Packs a list of plain values in pages. */
export function packPages(values: readonly unknown[]): readonly PackedText[] {
  const pages: PackedText[] = []
  for (let at = 0; at < values.length; at += PAGE)
    pages.push(packText(JSON.stringify(values.slice(at, at + PAGE))))
  return pages
}

/** The texts of a list that was packed. */
export function unpackTexts(pages: readonly PackedText[]): readonly string[] {
  // Named boundary: who asks for texts has packed texts.
  return pages.flatMap((page) => JSON.parse(unpackText(page)) as readonly string[])
}
