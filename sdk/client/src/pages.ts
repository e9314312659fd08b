/**
 * One page of a list, with the cursor of the next; without one it is the last.
 *
 * @example
 * ```ts
 * const last: ListPage<{ readonly id: string }> = { items: [{ id: 'web' }] }
 * ```
 */
export interface ListPage<Item> {
  /** The items of the page. */
  readonly items: readonly Item[]
  /** Cursor of the next page; absent: this is the last. */
  readonly next?: string | undefined
}

/**
 * Asks for the page at a cursor; undefined is the first.
 *
 * @example
 * ```ts
 * const items: PageQuery<unknown> = (cursor) => client.api.workItems.list.query({ project: 'web', cursor })
 * ```
 */
export type PageQuery<Item> = (cursor: string | undefined) => Promise<ListPage<Item>>

/** All items of a paged list, one page ahead at most. */
export async function* pages<Item>(query: PageQuery<Item>): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await query(cursor)
    yield* page.items
    cursor = page.next
  } while (cursor !== undefined)
}
