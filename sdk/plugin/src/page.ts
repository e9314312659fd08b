import type { Verbatim } from './json/index.ts'

/** Why an item is no longer there. See {@link Gone}. */
export type GoneReason = 'deleted' | 'no_access' | 'out_of_scope' | 'moved'

/**
 * An item that the tracker says is gone.
 *
 * @example
 * ```ts
 * const gone: Gone = { ref: '4711', reason: 'moved', movedTo: '5012' }
 * ```
 */
export interface Gone {
  /** The item. */
  readonly ref: string
  /** Why, by the tracker's word. */
  readonly reason: GoneReason
  /** For `moved`: the ref under which the same item lives on. */
  readonly movedTo?: string
}

/**
 * Items of another stream that came along in a reply: the authors of issues, say.
 *
 * @example
 * ```ts
 * const along: Along = { stream: 'accounts', items: [{ id: 17, login: 'ada' }] }
 * ```
 */
export interface Along {
  /** Name of the stream that takes them. */
  readonly stream: string
  /** As they came in the reply. */
  readonly items: readonly unknown[]
}

/**
 * One step of a read. With its cursor it says: everything up to here is there; commit it.
 *
 * @example
 * ```ts
 * const page: Page = {
 *   items: verbatimElements('[{"id":1},{"id":2}]'),
 *   cursor: { since: '2026-03-02T08:00:00Z', seen: ['2'] }, // refs seen at that very instant
 * }
 * ```
 */
export interface Page<Item = unknown, Cursor = unknown> {
  /** Elements, with their wire text where it matters; see {@link verbatimElements}. */
  readonly items: readonly (Item | Verbatim)[]
  /** Where the next run goes on; absent: the cursor stays. */
  readonly cursor?: Cursor
  /** Items that the tracker says are gone. */
  readonly gone?: readonly Gone[]
  /** Items of other streams that the reply brought along. */
  readonly along?: readonly Along[]
  /** In `readItems`: key of the part that the items belong to. In `read` it is the part being read. */
  readonly part?: string
  /** How many items the whole read will give, where the tracker tells; for progress only. */
  readonly total?: number
}

/** A named item to read again. See {@link RefreshOf}. */
export interface Refresh {
  /** Absent where only the hint knows the item. */
  readonly ref?: string
  /** What a webhook said about where it is; JSON. */
  readonly hint?: unknown
}

/**
 * A refresh with what is stored of the item.
 *
 * @example
 * ```ts
 * const hinted: RefreshOf<{ readonly id: string }> = { ref: '4711', hint: { repository: 991 } }
 * ```
 */
export interface RefreshOf<Item> extends Refresh {
  /** The item as it was read last; absent where it never was. */
  readonly stored?: Item
}

/**
 * A version that can be compared: instants and other texts by order, numbers by size.
 *
 * @example
 * ```ts
 * const version: Version = '2026-03-02T08:00:00Z'
 * ```
 */
export type Version = string | number
