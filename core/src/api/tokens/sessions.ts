import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../database/index.ts'
import type { Principal } from '../../rpc/index.ts'
import { apiTables } from './tables.ts'
import { matchesHash, newToken, tokenId } from './token.ts'

/** A browser that is signed in. */
export interface Session {
  readonly principal: Principal
  /** What requests that change something have to carry beside the cookie: a page of another origin cannot know it. */
  readonly csrf: string
}

/** When a session ends by itself, in hours: so long after it was last used, and so long after it began. */
export const SESSION_HOURS = { idle: 12, most: 7 * 24 } as const
/** A session's use is written down at this interval, in minutes: a row a request would be a row too much. */
const SEEN_MINUTES = 10
/** Most sessions of one token; the oldest ends for a new one, so that signing in over and over fills no table. */
const MOST = 50

/**
 * Sessions of browsers. Each stands on a token and has its name and role. Every request looks at the rows, so that what was
 * ended or revoked, by whichever server, has ended with the next request.
 */
export class SessionService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Begins a session for the holder of the token of this id. The text is returned here and never again. */
  async begin(
    token_id: string,
    principal: Principal,
  ): Promise<{ readonly text: string; readonly session: Session }> {
    const { id, text, hash } = newToken('pms')
    await this.#database.transaction(async (tx) => {
      const tables = apiTables(tx)
      await tables
        .insertInto('pmo.api_session')
        .values({ id, hash, token_id, expires_at: hoursFromNow(SESSION_HOURS.most) })
        .execute()
      await tables
        .deleteFrom('pmo.api_session')
        .where((row) =>
          row.or([
            row('expires_at', '<', sql<string>`now()`),
            row('seen_at', '<', hoursFromNow(-SESSION_HOURS.idle)),
            row.and([
              row('token_id', '=', token_id),
              row(
                'id',
                'not in',
                tables
                  .selectFrom('pmo.api_session')
                  .select('id')
                  .where('token_id', '=', token_id)
                  .orderBy('created_at', 'desc')
                  .orderBy('id')
                  .limit(MOST),
              ),
            ]),
          ]),
        )
        .execute()
    })
    return { text, session: { principal, csrf: csrfOf(text) } }
  }

  /** Whose session this is; undefined when it is none, has ended, or its token is revoked. */
  async find(text: string): Promise<Session | undefined> {
    const id = tokenId(text, 'pms')
    if (id === undefined) return undefined
    const tables = apiTables(this.#database.root)
    const row = await tables
      .selectFrom('pmo.api_session')
      .innerJoin('pmo.api_token', 'pmo.api_token.id', 'pmo.api_session.token_id')
      .select([
        'pmo.api_session.hash',
        'name',
        'role',
        sql<boolean>`seen_at < now() - make_interval(mins => ${SEEN_MINUTES})`.as('unseen'),
      ])
      .where('pmo.api_session.id', '=', id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', sql<string>`now()`)
      .where('seen_at', '>', hoursFromNow(-SESSION_HOURS.idle))
      .executeTakeFirst()
    if (row === undefined || !matchesHash(text, row.hash)) return undefined
    if (row.unseen) {
      await tables
        .updateTable('pmo.api_session')
        .set({ seen_at: sql`now()` })
        .where('id', '=', id)
        .execute()
    }
    return { principal: { name: row.name, role: row.role }, csrf: csrfOf(text) }
  }

  /** Ends a session; nothing happens where there is none. */
  async end(text: string): Promise<void> {
    const id = tokenId(text, 'pms')
    if (id === undefined) return
    await apiTables(this.#database.root).deleteFrom('pmo.api_session').where('id', '=', id).execute()
  }
}

const hoursFromNow = (hours: number) => sql<string>`now() + make_interval(hours => ${hours})`

/** Follows from the cookie's text and does not lead back to it, so that nothing more has to be kept. */
function csrfOf(text: string): string {
  return createHash('sha256').update(`csrf ${text}`).digest('base64url')
}
