import { breather } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { isPmoError } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { feedEnd, nextSpan, type FeedPosition, type RecordText } from '../../records/index.ts'
import { packText, type PackedPages } from './packed-pages.ts'
import { networkChanges, networkTexts } from './queries.ts'

/** Rows of a page, of whatever kind: one query, one text. */
const PAGE = 500
/** Share of the records that may have changed for the changed pages to be read alone. */
const MOST_CHANGED = 0.2
/** Below so many changes they are always read alone. */
const FEW_CHANGES = 2000

/** One page with the row ids that it covers: after that of the page before, up to `last`. */
interface Page {
  readonly last: number
  readonly text: SharedArrayBuffer
  readonly items: readonly number[]
  readonly isFull: boolean
}

/** What reading on has brought. */
export interface Refreshed {
  readonly position: FeedPosition
  /** Pages that were read from the database. */
  readonly read: number
  /** Row ids of items whose project may be another one; undefined: of all. */
  readonly items: readonly number[] | undefined
}

/** Kinds that decide which project an item belongs to. */
const DECISIVE: ReadonlySet<RecordKind> = new Set<RecordKind>(['container', 'milestone', 'placement'])

/**
 * All records that a network is made of, page by page on shared memory. Reading on reads the pages that the change feed
 * says have changed, and those that are new.
 */
export class RecordPages {
  #pages: Page[] = []
  #position: FeedPosition | undefined

  get texts(): PackedPages {
    return this.#pages.map(({ text }) => text)
  }

  /** Row ids of all work items. */
  get items(): readonly number[] {
    return this.#pages.flatMap(({ items }) => items)
  }

  /** Reads everything anew next time. */
  forget(): void {
    this.#position = undefined
  }

  /** Brings the pages up to the end of the change feed. */
  async refresh(handle: Handle, signal?: AbortSignal): Promise<Refreshed> {
    const changes = await this.#changes(handle)
    if (changes === undefined) return this.#readAll(handle, signal)
    if (changes.ids.size === 0) {
      this.#position = changes.position
      return { position: changes.position, read: 0, items: [] }
    }
    const stale = new Set<number>()
    for (const id of changes.ids.keys()) {
      const page = this.#pageOf(id)
      if (page !== undefined) stale.add(page)
    }
    for (const page of stale) {
      signal?.throwIfAborted()
      const after = this.#pages[page - 1]?.last ?? 0
      const upTo = this.#pages[page]?.last ?? 0
      this.#pages[page] = packed(await networkTexts(handle, { after, upTo }), upTo, this.#pages[page]?.isFull)
    }
    // New records fill the last page up; otherwise every sync would leave a page of its own.
    if (this.#pages.at(-1)?.isFull === false) this.#pages.pop()
    const before = this.#pages.length
    await this.#readOn(handle, signal)
    this.#position = changes.position
    const isDecisive = [...changes.ids.values()].some((kind) => DECISIVE.has(kind))
    const changed = [...changes.ids].flatMap(([id, kind]) => (kind === 'workItem' ? [id] : []))
    return {
      position: changes.position,
      read: stale.size + this.#pages.length - before,
      items: isDecisive ? undefined : changed,
    }
  }

  async #changes(handle: Handle): ReturnType<typeof networkChanges> {
    if (this.#position === undefined) return undefined
    const most = Math.max(FEW_CHANGES, this.#pages.length * PAGE * MOST_CHANGED)
    try {
      return await networkChanges(handle, this.#position, most)
    } catch (error) {
      // After a restore the position means nothing any more.
      if (isPmoError(error) && error.code === 'invalid-request') return undefined
      throw error
    }
  }

  async #readAll(handle: Handle, signal: AbortSignal | undefined): Promise<Refreshed> {
    // Asked before the first page: what changes while pages are read is read again next time.
    const position = await feedEnd(handle)
    this.#pages = []
    this.#position = undefined
    await this.#readOn(handle, signal)
    this.#position = position
    return { position, read: this.#pages.length, items: undefined }
  }

  /** Reads the records after the last page. */
  async #readOn(handle: Handle, signal: AbortSignal | undefined): Promise<void> {
    const breathe = breather()
    for (;;) {
      signal?.throwIfAborted()
      const span = await nextSpan(handle, this.#pages.at(-1)?.last ?? 0, PAGE)
      if (span === undefined) return
      const isFull = span.rows === PAGE
      const page = packed(await networkTexts(handle, span), span.upTo, isFull)
      await breathe()
      this.#pages.push(page)
      if (!isFull) return
    }
  }

  /** The place of the page that covers a row id; undefined: it is after all pages. */
  #pageOf(id: number): number | undefined {
    let [low, high] = [0, this.#pages.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#pages[middle]?.last ?? 0) < id) low = middle + 1
      else high = middle
    }
    return low === this.#pages.length ? undefined : low
  }
}

function packed(rows: readonly RecordText[], last: number, isFull = true): Page {
  return {
    last,
    text: packText(`[${rows.map(({ text }) => text).join(',')}]`),
    isFull,
    items: rows.flatMap(({ id, kind }) => (kind === 'workItem' ? [id] : [])),
  }
}
