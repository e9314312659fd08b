import { sql } from 'kysely'
import { PmoError } from '../../config/index.ts'
import { sqlState, type Database } from '../../database/index.ts'
import type { Principal, Role } from '../../rpc/index.ts'
import { SessionService, type Session } from './sessions.ts'
import { SignInCodes } from './sign-in-codes.ts'
import { apiTables } from './tables.ts'
import { hashOf, matchesHash, newToken, tokenId } from './token.ts'

/** What may be told of a token. */
export interface TokenView {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** ISO instant. */
  readonly createdAt: string
  readonly createdBy: string
  /** YYYY-MM-DD */
  readonly lastUsedOn?: string
  readonly revokedAt?: string
}

/** Name of the token that the first start makes. */
export const FIRST_TOKEN = 'first'

const UNIQUE_VIOLATION = '23505'
/**
 * How long a token that was found valid needs no second look, in milliseconds. A PostgreSQL may be another server's too, which revokes
 * without our knowing: there every request looks, by the primary key.
 */
const TRUST_MS = { embedded: 5000, postgresql: 0 } as const

interface Trusted {
  readonly principal: Principal
  readonly until: number
}

/** Hands out tokens, knows them again, and revokes them. */
export class TokenService {
  /** Browsers that signed in with a token. */
  readonly sessions: SessionService
  readonly #codes = new SignInCodes()
  readonly #database: Database
  readonly #trusted = new Map<string, Trusted>()
  /** Counted up by each revocation: what was looked up before it is not trusted after it. */
  #revocations = 0

  constructor(database: Database) {
    this.#database = database
    this.sessions = new SessionService(database)
  }

  /**
   * Makes a token. Its text is returned here and never again.
   * @throws PmoError `conflict` when a token of this name is in use
   */
  async create(request: {
    readonly name: string
    readonly role: Role
    readonly by: string
  }): Promise<{ readonly token: string; readonly id: string }> {
    const { id, text, hash } = newToken()
    try {
      await apiTables(this.#database.root)
        .insertInto('pmo.api_token')
        .values({ id, name: request.name, hash, role: request.role, created_by: request.by })
        .execute()
    } catch (cause) {
      if (sqlState(cause) !== UNIQUE_VIOLATION) throw cause
      throw new PmoError(
        'conflict',
        `A token named "${request.name}" is in use; choose another name, or revoke it first: pmo token revoke ${request.name}`,
        { cause },
      )
    }
    return { token: text, id }
  }

  /** The token of the very first start, for the operator; undefined on every later one. */
  async createFirst(): Promise<string | undefined> {
    const some = await apiTables(this.#database.root)
      .selectFrom('pmo.api_token')
      .select('id')
      .limit(1)
      .executeTakeFirst()
    if (some !== undefined) return undefined
    return (await this.create({ name: FIRST_TOKEN, role: 'administrator', by: 'first start' })).token
  }

  /** Who holds this token; undefined when it is not valid. */
  async principalOf(text: string): Promise<Principal | undefined> {
    const id = tokenId(text)
    if (id === undefined) return undefined
    const known = this.#trusted.get(text)
    if (known !== undefined && known.until > performance.now()) return known.principal
    this.#trusted.delete(text)
    const revocations = this.#revocations
    const row = await apiTables(this.#database.root)
      .selectFrom('pmo.api_token')
      .select([
        'name',
        'role',
        'hash',
        'last_used_on',
        sql<string>`(now() at time zone 'utc')::date::text`.as('today'),
      ])
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined || !matchesHash(text, row.hash)) return undefined
    const principal = { name: row.name, role: row.role }
    if (revocations === this.#revocations)
      this.#trusted.set(text, { principal, until: performance.now() + TRUST_MS[this.#database.engine] })
    if (row.last_used_on !== row.today) {
      await apiTables(this.#database.root)
        .updateTable('pmo.api_token')
        .set({ last_used_on: row.today })
        .where('id', '=', id)
        .execute()
    }
    return principal
  }

  /** A code that signs a browser in once, for the holder of a valid token; undefined when it is not valid. */
  async signInCode(token: string): Promise<string | undefined> {
    const id = tokenId(token)
    if (id === undefined || (await this.principalOf(token)) === undefined) return undefined
    return this.#codes.offer(id, performance.now())
  }

  /** Begins a session with a token, or with a code, which is used up by it; undefined when neither is valid. */
  async signIn(text: string): Promise<{ readonly text: string; readonly session: Session } | undefined> {
    const id = tokenId(text) ?? this.#codes.redeem(hashOf(text), performance.now())
    if (id === undefined) return undefined
    const principal = tokenId(text) === undefined ? await this.#holderOf(id) : await this.principalOf(text)
    return principal === undefined ? undefined : this.sessions.begin(id, principal)
  }

  async #holderOf(id: string): Promise<Principal | undefined> {
    return apiTables(this.#database.root)
      .selectFrom('pmo.api_token')
      .select(['name', 'role'])
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
  }

  /** All tokens, the newest first, revoked ones included. */
  async list(): Promise<TokenView[]> {
    const rows = await apiTables(this.#database.root)
      .selectFrom('pmo.api_token')
      .select(['id', 'name', 'role', 'created_at', 'created_by', 'last_used_on', 'revoked_at'])
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      role: row.role,
      createdAt: row.created_at,
      createdBy: row.created_by,
      ...(row.last_used_on !== null && { lastUsedOn: row.last_used_on }),
      ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    }))
  }

  /**
   * Ends a token, by name or id.
   * @throws PmoError `not-found`
   */
  async revoke(nameOrId: string): Promise<void> {
    const revoked = await apiTables(this.#database.root)
      .updateTable('pmo.api_token')
      .set({ revoked_at: sql`now()` })
      .where((row) => row.or([row('name', '=', nameOrId), row('id', '=', nameOrId)]))
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    this.#revocations++
    this.#trusted.clear()
    if (revoked === undefined) {
      throw new PmoError('not-found', `There is no token "${nameOrId}" in use; pmo token list shows them.`)
    }
  }
}
