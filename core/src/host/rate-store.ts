import { isTight, type RateState, type RateStore } from '@headless-pmo/engine'
import { jsonb, type Database } from '../database/index.ts'
import { host } from './tables.ts'

/** How long a state that was read counts as the present one, in milliseconds: another process may have written. */
const FRESH_MS = 1000

/** How long a change that no other process needs at once may wait to be written together with others. */
const LATER_MS = 250
const MOST_UNWRITTEN = 500

export interface DatabaseRateStore extends RateStore {
  /** Writes what is not written yet. */
  flush(): Promise<void>
}

export interface DatabaseRateStoreOptions {
  /** Part of the tracker's limit that may be spent; near to it every change is written at once. Default 0.5 */
  readonly share?: number
  /** Milliseconds that only go forward. */
  readonly now?: () => number
}

/** Whether other processes must know before the next request: a refusal, or a budget that runs out. */
function isUrgent(before: RateState, after: RateState, share: number): boolean {
  if (before.blockedUntil !== after.blockedUntil || before.strikes !== after.strikes) return true
  if (before.holds !== after.holds) return true
  return Object.values(after.budgets ?? {}).some((budget) => isTight(budget, share))
}

/**
 * What is known of a tracker's limits, as a row that processes share. A write replaces the revision that it
 * was made from; when another process was faster, the changes are made again on top of its own.
 */
export function databaseRateStore(
  database: Database,
  connection: string,
  options: DatabaseRateStoreOptions = {},
): DatabaseRateStore {
  return new SharedRateStore(database, connection, options)
}

type Change = (state: RateState) => RateState

class SharedRateStore implements DatabaseRateStore {
  readonly #database: Database
  readonly #connection: string
  readonly #share: number
  readonly #now: () => number
  /** What the row held when it was last read or written; `revision` 0 stands for no row. */
  #row: { readonly state: RateState; readonly revision: number; readonly at: number } | undefined
  /** The row's state with the changes that are not written yet. */
  #state: RateState = {}
  #unwritten: Change[] = []
  #later: NodeJS.Timeout | undefined
  /** One change at a time in this process: they would only fail against each other. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(database: Database, connection: string, options: DatabaseRateStoreOptions) {
    this.#database = database
    this.#connection = connection
    this.#share = options.share ?? 0.5
    this.#now = options.now ?? (() => performance.now())
  }

  update<T>(work: (state: RateState) => readonly [RateState, T]): Promise<T> {
    return this.#inTurn(() => this.#change(work))
  }

  flush(): Promise<void> {
    return this.#inTurn(() => this.#write())
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work)
    this.#last = next.catch(() => {})
    return next
  }

  async #change<T>(work: (state: RateState) => readonly [RateState, T]): Promise<T> {
    if (this.#row === undefined || this.#now() - this.#row.at >= FRESH_MS) {
      if (this.#unwritten.length > 0) await this.#write()
      else await this.#read()
    }
    const before = this.#state
    const outcome: { result?: T } = {}
    const change: Change = (state) => {
      const [next, result] = work(state)
      outcome.result = result
      return next
    }
    this.#state = change(before)
    if (this.#state !== before) {
      this.#unwritten.push(change)
      const full = this.#unwritten.length >= MOST_UNWRITTEN
      // Writing may make the change again on another state: its result is the one that counts.
      if (full || isUrgent(before, this.#state, this.#share)) await this.#write()
      else this.#writeLater()
    }
    // `work` has run at least once.
    return outcome.result as T
  }

  #writeLater(): void {
    if (this.#later !== undefined) return
    // What cannot be written now is written with the next change, or reported by it.
    this.#later = setTimeout(() => void this.flush().catch(() => {}), LATER_MS)
    this.#later.unref()
  }

  async #read(): Promise<void> {
    const row = await host(this.#database.root)
      .selectFrom('pmo.rate_state')
      .select(['state', 'revision'])
      .where('connection', '=', this.#connection)
      .executeTakeFirst()
    // The column holds what was written here.
    const state = (row?.state ?? {}) as RateState
    this.#row = { state, revision: row?.revision ?? 0, at: this.#now() }
    this.#state = state
    for (const change of this.#unwritten) this.#state = change(this.#state)
  }

  async #write(): Promise<void> {
    clearTimeout(this.#later)
    this.#later = undefined
    while (this.#unwritten.length > 0) {
      const revision = this.#row?.revision ?? 0
      if (await this.#replace(this.#state, revision)) {
        this.#row = { state: this.#state, revision: revision + 1, at: this.#now() }
        this.#unwritten = []
        return
      }
      await this.#read()
    }
  }

  async #replace(state: RateState, revision: number): Promise<boolean> {
    const root = host(this.#database.root)
    const value = jsonb(state)
    const written =
      revision === 0
        ? await root
            .insertInto('pmo.rate_state')
            .values({ connection: this.#connection, state: value, revision: 1 })
            .onConflict((clash) => clash.doNothing())
            .returning('revision')
            .executeTakeFirst()
        : await root
            .updateTable('pmo.rate_state')
            .set({ state: value, revision: revision + 1 })
            .where('connection', '=', this.#connection)
            .where('revision', '=', revision)
            .returning('revision')
            .executeTakeFirst()
    return written !== undefined
  }
}
