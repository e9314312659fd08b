/** One element of a list with what a walk needs to know of it. */
export interface Row<E> {
  readonly element: E
  readonly id: string
  /** When it changed last, Unix milliseconds. */
  readonly at: number
}

export interface Listing<E> {
  readonly rows: readonly Row<E>[]
  /** Asks for the page after this one; absent on the last page. */
  readonly next?: string
}

export interface Question {
  /** Only what changed at this millisecond or later; absent: everything. */
  readonly since?: number
  readonly token?: string
}

export type List<E> = (question: Question) => Promise<Listing<E>>

/**
 * The pages of one question, to the one that says it is the last.
 * @throws Error when a token comes twice, or a page without rows asks to go on: that would never end, or end early
 */
export async function* pagesOf<E>(
  list: List<E>,
  since: number | undefined,
  what: string,
): AsyncGenerator<Listing<E>> {
  const tokens = new Set<string>()
  let token: string | undefined
  do {
    const listing = await list({
      ...(since === undefined ? {} : { since }),
      ...(token === undefined ? {} : { token }),
    })
    if (listing.next !== undefined && listing.rows.length === 0)
      throw new Error(`${what} came with a page that is empty and not the last. The next sync tries again.`)
    yield listing
    token = listing.next
    if (token !== undefined && tokens.has(token))
      throw new Error(
        `${what} go round in circles: Jira gave the same page token twice. The next sync tries again.`,
      )
    if (token !== undefined) tokens.add(token)
  } while (token !== undefined)
}
