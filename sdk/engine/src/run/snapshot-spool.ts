import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { toJson, type Along, type Gone, type Page } from '@headless-pmo/sdk'
import { isLower } from '../pages/compare-versions.ts'
import type { DecodedItem } from '../pages/decode-item.ts'

/** Characters of a snapshot's items that are held as text; what comes after them is held packed. */
const MOST_PLAIN = 8_000_000
/** Items of a large snapshot that are packed together and written as one step. */
const BATCH_ITEMS = 500
/** Speed counts: JSON of a tracker packs to a tenth at the lowest level. */
const LEVEL = 1

/** An item as it is held: its value, ten times the size of its text, is made of the text again where it is wanted. */
type Held = Omit<DecodedItem, 'value'>

/**
 * Holds a snapshot until its last page has come, since it becomes visible whole or not at all (law 2). A small one is held as text. Of
 * a large one nearly all is packed, to a tenth of its size, and given back in batches.
 *
 * What is held decides what the process takes from the machine: the collector lets the heap grow to four times of
 * what it found alive.
 */
export class SnapshotSpool {
  readonly #plain: Held[] = []
  readonly #packed: Buffer[] = []
  #waiting: Held[] = []
  #characters = 0
  /** Where each ref's item stands: of elements with the same ref the one with the highest version, then the last, counts. */
  readonly #winners = new Map<string, number>()
  readonly #versions = new Map<string, string>()
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

  #take({ value: _value, ...item }: DecodedItem): void {
    const at = this.#count++
    const { ref, version } = item
    if (!this.#winners.has(ref) || !isLower(version, this.#versions.get(ref))) {
      this.#winners.set(ref, at)
      if (version === undefined) this.#versions.delete(ref)
      else this.#versions.set(ref, version)
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
    // What another process mapped travels along.
    this.#packed.push(deflateRawSync(toJson(this.#waiting), { level: LEVEL }))
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

  /** The items that count, in the order in which they came, without their values; a small snapshot in one batch. Can be asked again. */
  *batches(): Generator<readonly DecodedItem[]> {
    let at = 0
    const counted = (items: readonly Held[]): Held[] =>
      items.filter((item) => this.#winners.get(item.ref) === at++)
    if (!this.isLarge) {
      yield counted([...this.#plain, ...this.#waiting])
      return
    }
    for (let from = 0; from < this.#plain.length; from += BATCH_ITEMS) {
      yield counted(this.#plain.slice(from, from + BATCH_ITEMS))
    }
    for (const packed of this.#packed) yield counted(unpacked(packed))
    if (this.#waiting.length > 0) yield counted(this.#waiting)
  }
}

// Written by `#pack`, and by nobody else.
const unpacked = (packed: Buffer): Held[] => JSON.parse(inflateRawSync(packed).toString()) as Held[]
