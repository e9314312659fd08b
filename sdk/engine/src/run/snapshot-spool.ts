import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { parseJson, toJson, type Along, type Gone, type Page } from '@headless-pmo/sdk'
import { isLower } from '../pages/compare-versions.ts'
import type { DecodedItem } from '../pages/decode-item.ts'

/** Characters of a snapshot's items that are held as they are; what comes after them is held packed. */
const MOST_PLAIN = 8_000_000
/** Items of a packed batch, which is written as one step. */
const BATCH_ITEMS = 500
/** Speed counts: JSON of a tracker packs to a tenth at the lowest level. */
const LEVEL = 1

/**
 * Holds a snapshot until its last page has come, since it becomes visible whole or not at all (law 2). A small one is held as it is. Of a
 * large one only packed text is kept, a tenth of its size, and given back in batches.
 */
export class SnapshotSpool {
  readonly #plain: DecodedItem[] = []
  readonly #packed: Buffer[] = []
  #waiting: DecodedItem[] = []
  #characters = 0
  /** Of elements with the same ref the one with the highest version, then the last, counts. */
  readonly #winners = new Map<string, { readonly version: string | undefined; readonly at: number }>()
  #count = 0
  readonly #gone: Gone[] = []
  readonly #along: Along[] = []
  #cursor: unknown

  /** Pages that came; none means "unchanged". */
  pages = 0

  /** Takes a page. @param items its elements, decoded */
  add(page: Page, items: readonly DecodedItem[]): void {
    this.pages++
    this.#gone.push(...(page.gone ?? []))
    this.#along.push(...(page.along ?? []))
    this.#cursor = page.cursor
    for (const item of items) this.#take(item)
  }

  #take(item: DecodedItem): void {
    const at = this.#count++
    const other = this.#winners.get(item.ref)
    if (other === undefined || !isLower(item.version, other.version)) {
      this.#winners.set(item.ref, { version: item.version, at })
    }
    if (this.#packed.length === 0 && this.#waiting.length === 0 && this.#characters < MOST_PLAIN) {
      this.#characters += item.text.length
      this.#plain.push(item)
      return
    }
    this.#waiting.push(item)
    if (this.#waiting.length >= BATCH_ITEMS) this.#pack()
  }

  #pack(): void {
    // The value is made of the text again; what another process mapped travels along.
    const rows = this.#waiting.map(({ value: _value, ...row }) => row)
    this.#packed.push(deflateRawSync(toJson(rows), { level: LEVEL }))
    this.#waiting = []
  }

  /** Whether it is written in more than one step. */
  get isLarge(): boolean {
    return this.#packed.length > 0
  }

  /** Items that count. */
  get size(): number {
    return this.#winners.size
  }

  get gone(): readonly Gone[] {
    return this.#gone
  }

  get along(): readonly Along[] {
    return this.#along
  }

  get cursor(): unknown {
    return this.#cursor
  }

  refs(): IterableIterator<string> {
    return this.#winners.keys()
  }

  /** The items that count, in the order in which they came; a small snapshot in one batch. Can be asked again. */
  *batches(): Generator<readonly DecodedItem[]> {
    let at = 0
    const counted = (items: readonly DecodedItem[]): DecodedItem[] =>
      items.filter((item) => this.#winners.get(item.ref)?.at === at++)
    if (this.#packed.length === 0) {
      yield counted([...this.#plain, ...this.#waiting])
      return
    }
    yield counted(this.#plain)
    for (const packed of this.#packed) yield counted(unpacked(packed))
    if (this.#waiting.length > 0) yield counted(this.#waiting)
  }
}

function unpacked(packed: Buffer): DecodedItem[] {
  // Written by `#pack`, and by nobody else.
  const rows = JSON.parse(inflateRawSync(packed).toString()) as Omit<DecodedItem, 'value'>[]
  return rows.map((row) => (row.prepared === undefined ? { ...row, value: parseJson(row.text) } : row))
}
