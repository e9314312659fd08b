import { breather } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { isPmoError } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import {
  feedEnd,
  spansAfter,
  type FeedPosition,
  type RecordPage,
  type RecordSpan,
} from '../../records/index.ts'
import { packText, unpackText, type PackedPages } from './packed-pages.ts'
import type { PackedRecord } from './packed-records.ts'
import { readAhead } from './read-ahead.ts'
import { networkChanges, networkPage, networkTexts } from './queries.ts'

/** Rows of a page, of whatever kind: one query, one text. */
const PAGE = 500
/** Share of the records that may have changed for the changed pages to be read alone. */
const MOST_CHANGED = 0.2
/** Below so many changes they are always read alone, and put into their pages one by one. */
const FEW_CHANGES = 2000
/** Pages that are read at the same time: the database has more than one processor too. */
const AT_ONCE = 3

/** One page with the row ids that it covers: after that of the page before, up to `last`. */
interface Page {
  readonly last: number
  readonly text: SharedArrayBuffer
  readonly items: readonly number[]
  readonly isFull: boolean
}

/** A record as it was known, and as it is; absent: it was not, or is no longer, there. */
export interface RecordChange {
  readonly before?: PackedRecord
  readonly after?: PackedRecord
}

/** What reading on has brought. */
export interface Refreshed {
  readonly position: FeedPosition
  /** Pages that were read from the database. */
  readonly read: number
  /** Row ids of items whose project may be another one; undefined: of all. */
  readonly items: readonly number[] | undefined
  /** Each record that is otherwise than before; undefined: more than were followed one by one, or new ones. */
  readonly changes: readonly RecordChange[] | undefined
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
    const { ids, position } = changes
    if (ids.size === 0) {
      this.#position = position
      return { position, read: 0, items: [], changes: [] }
    }
    const known = new Map<number, number[]>()
    let isNew = false
    for (const id of ids.keys()) {
      const page = this.#pageOf(id)
      if (page === undefined) isNew = true
      else known.set(page, [...(known.get(page) ?? []), id])
    }
    // What is half done is not known to be of any position.
    this.#position = undefined
    const isFew = ids.size <= FEW_CHANGES
    const followed = isFew
      ? await this.#follow(handle, known, signal)
      : await this.#readAgain(handle, known, signal)
    let read = known.size
    if (isNew) {
      // New records fill the last page up; otherwise every sync would leave a page of its own.
      if (this.#pages.at(-1)?.isFull === false) this.#pages.pop()
      const before = this.#pages.length
      await this.#readOn(handle, signal)
      read += this.#pages.length - before
    }
    this.#position = position
    const isDecisive = [...ids.values()].some((kind) => DECISIVE.has(kind))
    const changed = [...ids].flatMap(([id, kind]) => (kind === 'workItem' ? [id] : []))
    return {
      position,
      read,
      items: isDecisive ? undefined : changed,
      changes: isNew ? undefined : followed,
    }
  }

  /** Reads changed records, and puts them into their pages. */
  async #follow(
    handle: Handle,
    known: ReadonlyMap<number, readonly number[]>,
    signal: AbortSignal | undefined,
  ): Promise<readonly RecordChange[]> {
    const breathe = breather()
    const texts = new Map<number, string>()
    const all = [...known.values()].flat()
    for (let at = 0; at < all.length; at += PAGE) {
      signal?.throwIfAborted()
      for (const { id, text } of await networkTexts(handle, all.slice(at, at + PAGE))) texts.set(id, text)
    }
    const changes: RecordChange[] = []
    for (const [place, ids] of known) {
      await breathe()
      const page = this.#pages[place]
      if (page === undefined) continue
      const there = new Map(recordsOf(page.text).map((record) => [record.id, record]))
      for (const id of ids) {
        const before = there.get(id)
        const text = texts.get(id)
        // Named boundary: the query writes what a page holds.
        const after = text === undefined ? undefined : (JSON.parse(text) as PackedRecord)
        changes.push({ ...(before !== undefined && { before }), ...(after !== undefined && { after }) })
        if (after === undefined) there.delete(id)
        else there.set(id, after)
      }
      const records = [...there.values()].toSorted((one, other) => one.id - other.id)
      this.#pages[place] = {
        ...page,
        text: packText(JSON.stringify(records)),
        items: records.flatMap(({ id, record }) => (record.kind === 'workItem' ? [id] : [])),
      }
    }
    return changes
  }

  /** Reads whole pages again: so much has changed that to follow each record would take longer. */
  async #readAgain(
    handle: Handle,
    known: ReadonlyMap<number, readonly number[]>,
    signal: AbortSignal | undefined,
  ): Promise<undefined> {
    for (const place of known.keys()) {
      signal?.throwIfAborted()
      const page = this.#pages[place]
      if (page === undefined) continue
      const span = { after: this.#pages[place - 1]?.last ?? 0, upTo: page.last }
      this.#pages[place] = packed(await networkPage(handle, span), page)
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
    return { position, read: this.#pages.length, items: undefined, changes: undefined }
  }

  /** Reads the records after the last page. */
  async #readOn(handle: Handle, signal: AbortSignal | undefined): Promise<void> {
    const breathe = breather()
    const spans = spansAfter(handle, this.#pages.at(-1)?.last ?? 0, PAGE)
    const read = async (span: RecordSpan & { readonly rows: number }): Promise<Page> => {
      signal?.throwIfAborted()
      return packed(await networkPage(handle, span), { last: span.upTo, isFull: span.rows === PAGE })
    }
    for await (const page of readAhead(spans, read, AT_ONCE)) {
      this.#pages.push(page)
      await breathe()
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

function packed({ items, text }: RecordPage, { last, isFull }: Pick<Page, 'last' | 'isFull'>): Page {
  return { last, isFull, items, text: packText(text) }
}

function recordsOf(text: SharedArrayBuffer): readonly PackedRecord[] {
  // Named boundary: pages hold what `recordPage` gives.
  return JSON.parse(unpackText(text)) as readonly PackedRecord[]
}
