import { breather } from '@headless-pmo/engine'

/** Values of one page: unpacking it holds the thread for a few milliseconds. */
const PAGE = 500

/** A list on its way between threads: pages of JSON on memory that both share, so that handing it over costs nothing. */
export type PackedPages = readonly SharedArrayBuffer[]

/** Puts a text onto shared memory. */
export function packText(text: string): SharedArrayBuffer {
  const bytes = Buffer.from(text, 'utf8')
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared
}

/** Reads a text from shared memory. */
export function unpackText(shared: SharedArrayBuffer): string {
  return Buffer.from(shared).toString('utf8')
}

/** Packs a list of plain values. */
export function packPages(values: readonly unknown[]): PackedPages {
  const pages: SharedArrayBuffer[] = []
  for (let at = 0; at < values.length; at += PAGE)
    pages.push(packText(JSON.stringify(values.slice(at, at + PAGE))))
  return pages
}

/**
 * Unpacks a list and lets others run in between (law 11).
 *
 * @typeParam T what was packed: both ends are code of this folder
 * @param each is told of each value with its place
 */
export async function unpackPages<T>(
  pages: PackedPages,
  each?: (value: T, index: number) => void,
): Promise<readonly T[]> {
  const breathe = breather()
  const values: T[] = []
  for (const page of pages) {
    await breathe()
    // Named boundary: what comes out is what packPages was given.
    for (const value of JSON.parse(unpackText(page)) as readonly T[]) {
      each?.(value, values.length)
      values.push(value)
    }
  }
  return values
}
