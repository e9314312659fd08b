/** Where a walk stands: everything changed before `since` is read, and at that instant all that `seen` marks. */
export interface Position {
  /** Instant of the boundary, inclusive; empty: nothing is read yet. */
  readonly since: string
  /** `id:fingerprint` of each row at that instant. The fingerprint notices a second edit within it. */
  readonly seen: readonly string[]
}

/** One element of a list with what the walk needs to know of it. */
export interface Row<E> {
  readonly element: E
  readonly id: string
  /** Instant of its last change. */
  readonly at: string
  /** `id:fingerprint`; a function, since only rows at a boundary need it. */
  readonly mark: () => string
}

export interface Listing<E> {
  readonly rows: readonly Row<E>[]
  readonly more: boolean
  readonly etag?: string
}

export interface Question {
  readonly since: string
  readonly page: number
  readonly etag?: string
}

export interface Step<E> {
  readonly fresh: readonly E[]
  readonly position: Position
  /** Present when the position is the list's end: names the reply that a next walk begins with. */
  readonly etag?: string
}

export interface Walk<E> {
  readonly position: Position
  readonly etag?: string
  /** Rows changed at `since` or later, ascending by that instant; undefined: unchanged by the ETag. */
  readonly list: (question: Question) => Promise<Listing<E> | undefined>
}

/**
 * Reads what changed since a position from a list that is ascending by its change.
 *
 * An edit moves a row to the end of such a list and all rows behind it one place forward, so the second page
 * of a list that is edited meanwhile skips rows. Therefore only first pages are read: each request starts at
 * the instant where the last reply ended. Only rows that share one instant and fill more than a page need
 * page numbers; these are read until passes agree (see `readTie`). The walk ends with a reply that has no
 * further page and nothing new, asked from the very boundary that it then keeps.
 */
export async function* walkByChange<E>(walk: Walk<E>): AsyncGenerator<Step<E>> {
  let { since } = walk.position
  let seen: ReadonlySet<string> = new Set(walk.position.seen)
  let asked = since
  let etag = walk.etag
  let tie: TiePass | undefined
  let advanced = false
  let widest = 0
  for (;;) {
    const listing = await walk.list({ since: asked, page: 1, ...(etag === undefined ? {} : { etag }) })
    etag = undefined
    const last = listing === undefined ? undefined : latest(listing)
    if (listing === undefined || last === undefined || last < asked) return
    widest = Math.max(widest, listing.rows.length)
    if (last === since && listing.more) {
      const pass: TiePass = {
        marks: new Set(),
        settled: tie?.over === true || tie?.settled === true,
        over: false,
      }
      for await (const rows of readTie(walk, since, listing, pass)) {
        const fresh = rows.filter((row) => !seen.has(row.mark()))
        seen = new Set([...seen, ...rows.map((row) => row.mark())])
        advanced ||= fresh.length > 0
        if (fresh.length > 0) yield step(fresh, position(since, seen))
      }
      const agreed = tie !== undefined && sameSet(tie.marks, pass.marks)
      if (agreed && !pass.settled && !pass.over) return
      if (agreed && tie?.settled === true) asked = following(since)
      tie = pass
      continue
    }
    const fresh = listing.rows.filter((row) => row.at !== since || !seen.has(row.mark()))
    if (fresh.length === 0) {
      // A full page stays the same when the list grows behind it: its ETag would hide that.
      const spare = listing.rows.length < widest
      if (advanced && spare && listing.etag !== undefined)
        yield { fresh: [], position: position(since, seen), etag: listing.etag }
      return
    }
    seen = new Set(listing.rows.filter((row) => row.at === last).map((row) => row.mark()))
    since = last
    asked = last
    tie = undefined
    advanced = true
    yield step(fresh, position(since, seen))
  }
}

/** One reading of the rows that share an instant. */
interface TiePass {
  readonly marks: Set<string>
  /** Whether it began when that instant was known to be over, so that no row could join any more. */
  readonly settled: boolean
  /** Whether a row changed later was seen: the instant is over. */
  over: boolean
}

/**
 * One pass over the pages of rows that all changed at `since`, up to the first that changed later. A row that
 * leaves the tie (edited or deleted) makes a pass skip another one. But a row that has left never comes back
 * with the old instant, so the next pass cannot list it: two passes with the same rows have skipped none that
 * was there in both. Rows join only while the instant lasts; so the walk goes past it only after two passes
 * that agree and began when it was over.
 */
async function* readTie<E>(
  walk: Walk<E>,
  since: string,
  first: Listing<E>,
  pass: TiePass,
): AsyncGenerator<Row<E>[]> {
  let listing: Listing<E> | undefined = first
  for (let page = 2; listing !== undefined; page++) {
    const rows = listing.rows.filter((row) => row.at === since)
    for (const row of rows) pass.marks.add(row.mark())
    pass.over ||= rows.length < listing.rows.length
    yield rows
    if (!listing.more || pass.over) return
    listing = await walk.list({ since, page })
  }
}

const step = <E>(rows: readonly Row<E>[], position: Position): Step<E> => ({
  fresh: rows.map((row) => row.element),
  position,
})

/** In one order, so that equal positions are equal values. */
const position = (since: string, seen: ReadonlySet<string>): Position => ({
  since,
  seen: [...seen].toSorted(),
})

const sameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((mark) => other.has(mark))

/** Instant of the last row; undefined for an empty list. */
function latest<E>(listing: Listing<E>): string | undefined {
  let last: string | undefined
  for (const row of listing.rows) if (last === undefined || row.at > last) last = row.at
  if (last === undefined && listing.more) {
    throw new Error(
      'GitHub sent a page of issues without their ids or times of change. Nothing was lost; report it.',
    )
  }
  return last
}

/**
 * The next instant that the server can state. GitHub counts in seconds; one that is like it may state
 * fractions, and a step of a second would then jump over rows.
 */
function following(instant: string): string {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? ''
  const next = fraction === '' ? '' : String(BigInt(fraction) + 1n).padStart(fraction.length, '0')
  const carries = next.length > fraction.length || fraction === ''
  const seconds = new Date(Date.parse(instant) + (carries ? 1000 : 0)).toISOString().slice(0, 19)
  return fraction === '' ? `${seconds}Z` : `${seconds}.${carries ? next.slice(1) : next}Z`
}
