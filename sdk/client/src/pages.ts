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

/**
 * A page of a list whose rows have a name of their own in the reply: `projects`, `runs`, `tokens` …
 *
 * @example
 * ```ts
 * const page: NamedPage<'projects', { readonly id: string }> = { projects: [{ id: 'web' }] }
 * ```
 */
export type NamedPage<Name extends string, Item> = Readonly<Record<Name, readonly Item[]>> & {
  /** Cursor of the next page; absent: this is the last. */
  readonly next?: string | undefined
}

/** All rows of a paged list, one page ahead at most. */
export function pages<Item>(query: PageQuery<Item>): AsyncGenerator<Item, void, undefined>
export function pages<Name extends string, Item>(
  query: (cursor: string | undefined) => Promise<NamedPage<Name, Item>>,
  rows: Name,
): AsyncGenerator<Item, void, undefined>
export async function* pages(
  query: (cursor: string | undefined) => Promise<{ readonly next?: string | undefined }>,
  rows = 'items',
): AsyncGenerator<unknown, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await query(cursor)
    // The overloads say that there are rows of that name.
    yield* Reflect.get(page, rows) as readonly unknown[]
    cursor = page.next
  } while (cursor !== undefined)
}
