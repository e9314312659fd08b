import { PmoError } from '../../config/index.ts'
import type { Database, Handle, Tx } from '../../database/index.ts'
import { host } from '../tables.ts'
import type { Cipher } from './cipher.ts'
import { subjectOf } from '../subject.ts'

/** Secrets that are kept in the database, sealed with PMO_SECRET_KEY. */
export interface SecretStore {
  put(secret: {
    readonly connection: string
    readonly name: string
    readonly value: string
    readonly by: string
  }): Promise<void>
  /** The value; undefined where none is stored. @throws PmoError `secret-unreadable` */
  get(connection: string, name: string): Promise<string | undefined>
  remove(connection: string, name: string): Promise<void>
  /** What is stored, without values. */
  list(connection: string): Promise<readonly StoredSecret[]>
}

export interface StoredSecret {
  readonly name: string
  readonly changedBy: string
  readonly changedAt: string
}

const place = (connection: string, name: string): string => `${subjectOf(connection, 'the')} (${name})`

const NO_KEY =
  'To keep secrets in the database set PMO_SECRET_KEY to 32 random bytes, made with: node -e "console.log(crypto.randomBytes(32).toString(\'base64\'))"'

/** @param cipher absent when PMO_SECRET_KEY is not set; storing and reading then say so. */
export function createSecretStore(database: Database, cipher: Cipher | undefined): SecretStore {
  const key = (): Cipher => {
    if (cipher === undefined) throw new PmoError('secret-key-missing', `${NO_KEY}.`)
    return cipher
  }
  return {
    async put({ connection, name, value, by }) {
      const row = { sealed: key().seal(value, place(connection, name)), changed_by: by, changed_at: now() }
      await host(database.root)
        .insertInto('pmo.secret')
        .values({ connection, name, ...row })
        .onConflict((clash) => clash.columns(['connection', 'name']).doUpdateSet(row))
        .execute()
    },
    async get(connection, name) {
      const sealed = await sealedOf(database.root, connection, name)
      return sealed === undefined ? undefined : key().open(sealed, place(connection, name))
    },
    async remove(connection, name) {
      await host(database.root)
        .deleteFrom('pmo.secret')
        .where('connection', '=', connection)
        .where('name', '=', name)
        .execute()
    },
    async list(connection) {
      const rows = await host(database.root)
        .selectFrom('pmo.secret')
        .select(['name', 'changed_by', 'changed_at'])
        .where('connection', '=', connection)
        .orderBy('name')
        .execute()
      return rows.map((row) => ({ name: row.name, changedBy: row.changed_by, changedAt: row.changed_at }))
    },
  }
}

const now = (): string => new Date().toISOString()

async function sealedOf(handle: Handle, connection: string, name: string): Promise<string | undefined> {
  const row = await host(handle)
    .selectFrom('pmo.secret')
    .select('sealed')
    .where('connection', '=', connection)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.sealed
}

/**
 * Seals everything that is stored with a new key, in one transaction: either all of it or nothing changes.
 * @returns how many texts were sealed again
 */
export function rotateSecretKey(
  database: Database,
  keys: { readonly former: Cipher; readonly next: Cipher },
): Promise<number> {
  return database.transaction(async (tx) => (await rotateSecrets(tx, keys)) + (await rotateTokens(tx, keys)))
}

interface Keys {
  readonly former: Cipher
  readonly next: Cipher
}

async function rotateSecrets(tx: Tx, { former, next }: Keys): Promise<number> {
  const rows = await host(tx)
    .selectFrom('pmo.secret')
    .select(['connection', 'name', 'sealed'])
    .orderBy('connection')
    .orderBy('name')
    .forUpdate()
    .execute()
  for (const { connection, name, sealed } of rows) {
    const at = place(connection, name)
    await host(tx)
      .updateTable('pmo.secret')
      .set({ sealed: next.seal(former.open(sealed, at), at) })
      .where('connection', '=', connection)
      .where('name', '=', name)
      .execute()
  }
  return rows.length
}

async function rotateTokens(tx: Tx, { former, next }: Keys): Promise<number> {
  const rows = await host(tx)
    .selectFrom('pmo.token')
    .select(['connection', 'sealed'])
    .where('sealed', 'is not', null)
    .orderBy('connection')
    .forUpdate()
    .execute()
  for (const { connection, sealed } of rows) {
    if (sealed === null) continue
    const at = tokenPlace(connection)
    await host(tx)
      .updateTable('pmo.token')
      .set({ sealed: next.seal(former.open(sealed, at), at) })
      .where('connection', '=', connection)
      .execute()
  }
  return rows.length
}

/** What the tokens of a connection are sealed for. */
export const tokenPlace = (connection: string): string => `${subjectOf(connection, 'the')} (tokens)`
