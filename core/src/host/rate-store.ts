import type { RateState, RateStore } from '@headless-pmo/engine'
import { jsonb, type Database } from '../database/index.ts'
import { host } from './tables.ts'

/** How long a state that was read counts as the present one, in milliseconds: another process may have written. */
const FRESH_MS = 1000

/**
 * What is known of a tracker's limits, as a row that processes share. A write replaces the revision that it
 * was made from; when another was faster, the change is made again from the newer one.
 */
export function databaseRateStore(
  database: Database,
  connection: string,
  now: () => number = () => performance.now(),
): RateStore {
  let known: { readonly state: RateState; readonly revision: number; readonly at: number } | undefined
  // One change at a time in this process: they would only fail against each other.
  let last: Promise<unknown> = Promise.resolve()

  const read = async (): Promise<NonNullable<typeof known>> => {
    const row = await host(database.root)
      .selectFrom('pmo.rate_state')
      .select(['state', 'revision'])
      .where('connection', '=', connection)
      .executeTakeFirst()
    // The column holds what `write` put there.
    const state = (row?.state ?? {}) as RateState
    known = { state, revision: row?.revision ?? 0, at: now() }
    return known
  }

  const write = async (state: RateState, from: number): Promise<boolean> => {
    const value = jsonb(state)
    const written =
      from === 0
        ? await host(database.root)
            .insertInto('pmo.rate_state')
            .values({ connection, state: value, revision: 1 })
            .onConflict((clash) => clash.doNothing())
            .returning('revision')
            .executeTakeFirst()
        : await host(database.root)
            .updateTable('pmo.rate_state')
            .set({ state: value, revision: from + 1 })
            .where('connection', '=', connection)
            .where('revision', '=', from)
            .returning('revision')
            .executeTakeFirst()
    if (written === undefined) return false
    known = { state, revision: from + 1, at: now() }
    return true
  }

  const change = async <T>(work: (state: RateState) => readonly [RateState, T]): Promise<T> => {
    let current = known !== undefined && now() - known.at < FRESH_MS ? known : await read()
    for (;;) {
      const [state, result] = work(current.state)
      if (state === current.state || (await write(state, current.revision))) return result
      current = await read()
    }
  }

  return {
    update: (work) => {
      const next = last.then(() => change(work))
      last = next.catch(() => {})
      return next
    },
  }
}
