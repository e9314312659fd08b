import { z } from '@headless-pmo/sdk'
import type { Row } from './listing.ts'
import { LAG_MS } from './walk.ts'

/** How far a list of issues is read. All instants are Unix milliseconds by Jira's own clock. */
export const Changes = z.object({
  /** Newest instant that was seen; absent: nothing is read yet. */
  since: z.number().optional(),
  /** Where the next reading begins, before `since`: what an index that lagged has added meanwhile is found there. */
  from: z.number().optional(),
  /** Issues changed at `from` or later, with the instant of the change that was read. */
  seen: z.record(z.string(), z.number()),
  /** What changed at this instant or later was read while that instant may have lasted: it is read once more. */
  settled: z.number(),
})
export type Changes = z.infer<typeof Changes>

export const NOTHING_READ: Changes = { seen: {}, settled: 0 }

/** By how much the clocks of Jira's servers may differ. */
const SKEW_MS = 5_000

/** Rows that one reply may hold, where no full page has shown how many. */
const PAGE = 1000

/** Keeps the boundary of a list that is read by change: what is new in a reply, and the position behind it. */
export class Boundary {
  readonly #known: Changes
  readonly #settled: number
  readonly #seen: Map<string, number>
  #since: number | undefined
  #from: number
  #moved = false

  /** @param began the server's time before the reading */
  constructor(known: Changes, began: number) {
    this.#known = known
    this.#settled = began - SKEW_MS
    this.#seen = new Map(Object.entries(known.seen))
    this.#since = known.since
    this.#from = known.from ?? 0
  }

  /** Whether anything new was noted. */
  get moved(): boolean {
    return this.#moved
  }

  /** How many issues a position would name. */
  get size(): number {
    return this.#seen.size
  }

  /** Newest instant that everything was given up to. */
  get since(): number | undefined {
    return this.#since
  }

  /** Rows that must be read: new ones, and those that may have changed twice within one instant. */
  toRead<E>(rows: readonly Row<E>[]): readonly Row<E>[] {
    return rows.filter(({ id, at }) => {
      const known = this.#seen.get(id)
      return known === undefined || at > known || (at === known && at >= this.#known.settled)
    })
  }

  /** Notes rows as read. */
  note<E>(rows: readonly Row<E>[]): void {
    for (const { id, at } of rows) {
      const known = this.#seen.get(id)
      if (known !== undefined && known >= at) continue
      this.#moved = true
      this.#seen.set(id, at)
    }
  }

  /**
   * The position behind all rows that were noted.
   * @param reached everything that changed before it was given
   * @param capacity rows that a page holds, where one was full
   */
  at(reached: number | undefined, capacity: number | undefined): Changes {
    if (reached !== undefined && reached > (this.#since ?? -1)) this.#since = reached
    const since = this.#since
    if (since === undefined) return { seen: {}, settled: this.#settled }
    this.#from = this.#overlap(since, capacity ?? PAGE)
    for (const [id, at] of this.#seen) if (at < this.#from) this.#seen.delete(id)
    const seen = Object.fromEntries([...this.#seen].toSorted(byId))
    return { since, from: this.#from, seen, settled: this.#settled }
  }

  /**
   * Where the next reading begins. The overlap holds no more than a page, so that a reading of nothing new costs
   * one request; but never less than the boundary itself, and what is to be read once more.
   */
  #overlap(since: number, most: number): number {
    const instants = [...this.#seen.values()].toSorted((one, other) => other - one)
    const lag = Math.max(this.#from, since - LAG_MS, (instants[most] ?? -2) + 1)
    return Math.min(lag, since, this.#settled)
  }
}

const byId = ([one]: readonly [string, number], [other]: readonly [string, number]): number =>
  one < other ? -1 : 1
