import { pagesOf, type List, type Listing, type Row } from './listing.ts'

export interface Walk<E> {
  /** Rows changed at an instant or later, ascending by it. */
  readonly list: List<E>
  /** Where to begin, inclusive; absent: at the start. */
  readonly since: number | undefined
  /** The server's own time before the walk, Unix milliseconds: earlier instants are over. */
  readonly began: number
  /** Names the list in messages: "The issues of ACME". */
  readonly what: string
}

export interface Step<E> {
  /** Rows that this walk has not given yet, or not with that instant. */
  readonly rows: readonly Row<E>[]
  /** Everything that had changed before this millisecond has been given; absent: nothing is sure yet. */
  readonly reached: number | undefined
  /** Rows that a page holds, where a page was full. */
  readonly capacity: number | undefined
}

/**
 * How long a search index may lag, milliseconds. What changed within that time may still stand in the list where
 * it stood before, whatever instant it shows.
 */
export const LAG_MS = 300_000

const MOST_PASSES = 10

/**
 * Reads what changed since an instant from a list that is ascending by its change.
 *
 * An edit moves a row to the end of such a list and all rows behind it one place forward, so the second page of
 * a list that is edited meanwhile skips rows. Therefore only first pages are read: each request starts at the
 * instant where the last reply ended. Only rows that share one instant and fill more than a page need tokens
 * (see {@link readTie}).
 *
 * @throws Error when the list goes round in circles, or never stands still
 */
export async function* walkByChange<E>(walk: Walk<E>): AsyncGenerator<Step<E>> {
  const given = new Given<E>()
  let { since } = walk
  let capacity: number | undefined
  for (;;) {
    const first = await firstPage(walk, since)
    if (first.next !== undefined) capacity = Math.max(capacity ?? 0, first.rows.length)
    const isLast = first.next === undefined
    // The last page is the list's end, wherever its rows stand.
    const reached = isLast ? latest(first.rows, since) : boundaryOf(first.rows, since, walk.began)
    const rows = given.freshOf(first.rows)
    if (rows.length > 0) yield { rows, reached, capacity }
    if (isLast) return
    if (reached !== since || since === undefined) since = reached
    else if ((yield* readTie(walk, since, given, capacity)) === 'end') return
    else since++
  }
}

/**
 * Rows that all changed at one instant and fill more than a page, read by tokens until passes agree. A row that
 * leaves the tie (edited or deleted) makes a pass skip another one; but it never comes back with the old instant,
 * so two passes with the same rows have skipped none that was there in both. Rows join only while the instant
 * lasts: the walk goes past it only after two passes that agree and began when it was over.
 */
async function* readTie<E>(
  walk: Walk<E>,
  since: number,
  given: Given<E>,
  capacity: number | undefined,
): AsyncGenerator<Step<E>, 'end' | 'past'> {
  let before: { readonly marks: string; readonly settled: boolean } | undefined
  let settled = since < walk.began
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const tie = new Set<string>()
    let over = false
    for await (const { rows } of pagesOf(walk.list, since, walk.what)) {
      for (const { id, at } of rows) if (at === since) tie.add(id)
      over = rows.some(({ at }) => at > since)
      const fresh = given.freshOf(rows)
      if (fresh.length > 0) yield { rows: fresh, reached: since, capacity }
      if (over) break
    }
    const marks = [...tie].toSorted().join(' ')
    const agreed = before?.marks === marks
    if (agreed && !over && !settled) return 'end'
    if (agreed && before?.settled === true) return 'past'
    before = { marks, settled }
    settled ||= over
  }
  throw new Error(`${walk.what} changed during each of ${MOST_PASSES} readings. The next sync tries again.`)
}

async function firstPage<E>(walk: Walk<E>, since: number | undefined): Promise<Listing<E>> {
  for await (const listing of pagesOf(walk.list, since, walk.what)) return listing
  return { rows: [] }
}

/** What a walk has given so far: the same row is given again only with another instant. */
class Given<E> {
  readonly #given = new Map<string, number>()

  freshOf(rows: readonly Row<E>[]): readonly Row<E>[] {
    const fresh = rows.filter(({ id, at }) => this.#given.get(id) !== at)
    for (const { id, at } of fresh) this.#given.set(id, at)
    return fresh
  }
}

/**
 * How far a page reaches: to its last row that stands at its place for sure, else to its last row. Where neither
 * leads on, the page is full of one instant.
 */
export function boundaryOf<E>(
  rows: readonly Row<E>[],
  since: number | undefined,
  began: number,
): number | undefined {
  const sure = latest(
    rows.filter(({ at }) => at < began - LAG_MS),
    since,
  )
  return sure === since ? latest(rows, since) : sure
}

function latest<E>(rows: readonly Row<E>[], since: number | undefined): number | undefined {
  return rows.reduce((last, { at }) => (last === undefined || at > last ? at : last), since)
}
