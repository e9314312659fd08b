import { randomUUID } from 'node:crypto'
import type { Clock } from '@headless-pmo/engine'
import type { Database } from '../../database/index.ts'
import type { Cipher } from '../secrets/cipher.ts'
import { tokenPlace } from '../secrets/secret-store.ts'
import { host } from '../tables.ts'

/** The tokens of one connection as they are kept. */
export interface KeptTokens {
  readonly access?: { readonly value: string; readonly expiresAt: number }
  readonly refresh: string
  /** Hash of the first refresh token: a person who gives a new one starts again. */
  readonly origin: string
}

export interface TokenRows {
  read(connection: string): Promise<{ readonly kept?: KeptTokens; readonly revision: number }>
  /**
   * Runs `rotate` as the only one of all processes, with what is kept then; stores what it gives.
   * A holder that died is overtaken after {@link CLAIM_MS}.
   */
  rotate(
    connection: string,
    rotate: (kept: KeptTokens | undefined) => Promise<KeptTokens>,
    signal: AbortSignal,
  ): Promise<KeptTokens>
}

/** How long one process may take to refresh; its network requests end well before. */
export const CLAIM_MS = 3 * 60_000
const LOOK_AGAIN_MS = 250

/**
 * Rotating tokens as sealed rows. Each refresh makes the token before it worthless, so only one process may
 * refresh at a time; it holds a claim in the row instead of an open transaction, which would stop the embedded
 * database for as long as the network takes.
 */
export function createTokenRows(database: Database, cipher: Cipher, clock: Clock): TokenRows {
  const at = (ms: number): string => new Date(ms).toISOString()

  const read: TokenRows['read'] = async (connection) => {
    const row = await host(database.root)
      .selectFrom('pmo.token')
      .select(['sealed', 'revision'])
      .where('connection', '=', connection)
      .executeTakeFirst()
    if (row === undefined) return { revision: 0 }
    if (row.sealed === null) return { revision: row.revision }
    // What is opened was sealed by `store` below, for this place alone.
    const kept = JSON.parse(cipher.open(row.sealed, tokenPlace(connection))) as KeptTokens
    return { kept, revision: row.revision }
  }

  const claim = async (connection: string, holder: string): Promise<boolean> => {
    const now = clock.now()
    const claimed = { claimed_by: holder, claimed_until: at(now + CLAIM_MS) }
    const row = await host(database.root)
      .insertInto('pmo.token')
      .values({ connection, revision: 0, sealed: null, ...claimed })
      .onConflict((clash) =>
        clash
          .column('connection')
          .doUpdateSet(claimed)
          .where((where) =>
            where.or([
              where('pmo.token.claimed_until', 'is', null),
              where('pmo.token.claimed_until', '<', at(now)),
            ]),
          ),
      )
      .returning('claimed_by')
      .executeTakeFirst()
    return row?.claimed_by === holder
  }

  const store = async (connection: string, holder: string, kept: KeptTokens | undefined): Promise<void> => {
    const free = { claimed_by: null, claimed_until: null }
    await host(database.root)
      .updateTable('pmo.token')
      .set((fields) =>
        kept === undefined
          ? free
          : {
              ...free,
              sealed: cipher.seal(JSON.stringify(kept), tokenPlace(connection)),
              revision: fields('revision', '+', 1),
            },
      )
      .where('connection', '=', connection)
      .where('claimed_by', '=', holder)
      .execute()
  }

  return {
    read,
    async rotate(connection, rotate, signal) {
      const holder = randomUUID()
      while (!(await claim(connection, holder))) await clock.sleep(LOOK_AGAIN_MS, signal)
      let kept: KeptTokens | undefined
      try {
        kept = await rotate((await read(connection)).kept)
        return kept
      } finally {
        await store(connection, holder, kept)
      }
    },
  }
}
