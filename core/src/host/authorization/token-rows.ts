import { randomUUID } from 'node:crypto'
import type { Clock } from '@headless-pmo/engine'
import type { Database } from '../../database/index.ts'
import type { Cipher } from '../secrets/cipher.ts'
import { tokenPlace } from '../secrets/secret-store.ts'
import { host } from '../tables.ts'

/** The tokens of one grant as they are kept. */
export interface KeptTokens {
  /** By the scopes that they were asked for with. */
  readonly access: Readonly<Record<string, { readonly value: string; readonly expiresAt: number }>>
  readonly refresh: string
  /** Hash of the secret that the grant began with, of nothing where a person consented: whoever gives a new one starts again. */
  readonly origin: string
}

/** A grant of a connection: it is named by the secret that would hold its first refresh token. */
export interface GrantName {
  readonly connection: string
  readonly grant: string
}

export interface TokenRows {
  read(name: GrantName): Promise<KeptTokens | undefined>
  /** Grants of a connection that hold tokens, each with its origin. */
  grants(connection: string): Promise<ReadonlyMap<string, string>>
  /**
   * Runs `rotate` as the only one of all processes, with what is kept then; stores what it gives.
   * A holder that died is overtaken after {@link CLAIM_MS}.
   */
  rotate(
    name: GrantName,
    rotate: (kept: KeptTokens | undefined) => Promise<KeptTokens>,
    signal: AbortSignal,
  ): Promise<KeptTokens>
}

/** What a row holds, sealed: the tokens of each grant. */
type Kept = Readonly<Record<string, KeptTokens>>

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

  const readAll = async (connection: string): Promise<Kept> => {
    const row = await host(database.root)
      .selectFrom('pmo.token')
      .select('sealed')
      .where('connection', '=', connection)
      .executeTakeFirst()
    // A null row holds a claim, and no tokens yet.
    if (row?.sealed === undefined || row.sealed === null) return {}
    // What is opened was sealed by `store` below, for this place alone.
    return JSON.parse(cipher.open(row.sealed, tokenPlace(connection))) as Kept
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

  const store = async (connection: string, holder: string, kept: Kept | undefined): Promise<void> => {
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
    read: async ({ connection, grant }) => own(await readAll(connection), grant),
    grants: async (connection) =>
      new Map(Object.entries(await readAll(connection)).map(([grant, { origin }]) => [grant, origin])),
    async rotate({ connection, grant }, rotate, signal) {
      const holder = randomUUID()
      while (!(await claim(connection, holder))) await clock.sleep(LOOK_AGAIN_MS, signal)
      let all: Kept | undefined
      try {
        const former = await readAll(connection)
        const kept = await rotate(own(former, grant))
        all = { ...former, [grant]: kept }
        return kept
      } finally {
        await store(connection, holder, all)
      }
    },
  }
}

function own(kept: Kept, grant: string): KeptTokens | undefined {
  return Object.hasOwn(kept, grant) ? kept[grant] : undefined
}
