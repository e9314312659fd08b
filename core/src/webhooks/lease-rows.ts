import type { Handle, Tx } from '../database/index.ts'
import { webhookTables } from './tables.ts'

/** A webhook that a tracker holds for us, as we know it. Instants are Unix milliseconds. */
export interface LeaseRow {
  readonly id: string
  readonly tokenHash: string
  readonly renewedAt: number
  /** Absent: it does not end. */
  readonly expiresAt?: number
}

/** How the last check of a connection's webhooks went. */
export interface CheckRow {
  readonly connection: string
  readonly checkedAt: string
  /** Why they could not be kept, a sentence. */
  readonly problem?: string
  /** The last time that deliveries may have been missed, and why. */
  readonly gapAt?: string
  readonly gapReason?: string
}

const iso = (ms: number): string => new Date(ms).toISOString()

export async function leaseRows(handle: Handle, connection: string): Promise<readonly LeaseRow[]> {
  const rows = await webhookTables(handle)
    .selectFrom('pmo.webhook_lease')
    .selectAll()
    .where('connection', '=', connection)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    tokenHash: row.token_hash,
    renewedAt: Date.parse(row.renewed_at),
    ...(row.expires_at !== null && { expiresAt: Date.parse(row.expires_at) }),
  }))
}

/** Makes the rows of a connection equal to these. */
export async function replaceLeases(tx: Tx, connection: string, leases: readonly LeaseRow[]): Promise<void> {
  const tables = webhookTables(tx)
  await tables.deleteFrom('pmo.webhook_lease').where('connection', '=', connection).execute()
  if (leases.length === 0) return
  await tables
    .insertInto('pmo.webhook_lease')
    .values(
      leases.map(({ id, tokenHash, renewedAt, expiresAt }) => ({
        connection,
        id,
        token_hash: tokenHash,
        renewed_at: iso(renewedAt),
        expires_at: expiresAt === undefined ? null : iso(expiresAt),
      })),
    )
    .execute()
}

/** Hashes of the tokens in addresses that were told to the tracker. */
export async function leaseTokens(handle: Handle, connection: string): Promise<readonly string[]> {
  const rows = await webhookTables(handle)
    .selectFrom('pmo.webhook_token')
    .select('hash')
    .where('connection', '=', connection)
    .where('purpose', '=', 'lease')
    .execute()
  return rows.map(({ hash }) => hash)
}

/** Notes a token before it is told to anybody: a delivery may come before the reply that registers it. */
export async function addToken(
  handle: Handle,
  row: {
    readonly connection: string
    readonly hash: string
    readonly purpose: 'lease' | 'address'
    readonly now: number
  },
): Promise<void> {
  const { connection, hash, purpose, now } = row
  await webhookTables(handle)
    .insertInto('pmo.webhook_token')
    .values({ connection, hash, purpose, made_at: iso(now) })
    .execute()
}

/** Forgets tokens of registrations, all but those that are kept. */
export async function dropLeaseTokens(tx: Tx, connection: string, kept: readonly string[]): Promise<void> {
  const all = await leaseTokens(tx, connection)
  const over = all.filter((hash) => !kept.includes(hash))
  if (over.length === 0) return
  await webhookTables(tx)
    .deleteFrom('pmo.webhook_token')
    .where('connection', '=', connection)
    .where('hash', 'in', over)
    .execute()
}

export async function checkRow(handle: Handle, connection: string): Promise<CheckRow | undefined> {
  return (await checkRows(handle)).find((row) => row.connection === connection)
}

export async function checkRows(handle: Handle): Promise<readonly CheckRow[]> {
  const rows = await webhookTables(handle).selectFrom('pmo.webhook_check').selectAll().execute()
  return rows.map((row) => ({
    connection: row.connection,
    checkedAt: iso(Date.parse(row.checked_at)),
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.gap_at !== null && { gapAt: iso(Date.parse(row.gap_at)) }),
    ...(row.gap_reason !== null && { gapReason: row.gap_reason }),
  }))
}

export async function saveCheck(
  tx: Tx,
  check: {
    readonly connection: string
    readonly now: number
    readonly problem?: string | undefined
    readonly gap?: string | undefined
  },
): Promise<void> {
  const { connection, now, problem, gap } = check
  const said = { checked_at: iso(now), problem: problem ?? null }
  const missed = gap === undefined ? {} : { gap_at: iso(now), gap_reason: gap }
  await webhookTables(tx)
    .insertInto('pmo.webhook_check')
    .values({ connection, gap_at: null, gap_reason: null, ...said, ...missed })
    .onConflict((clash) => clash.column('connection').doUpdateSet({ ...said, ...missed }))
    .execute()
}

/** Forgets everything about a connection that registers no webhooks any more. Tokens of addresses that people were given stay. */
export async function forgetLeases(tx: Tx, connection: string): Promise<void> {
  await replaceLeases(tx, connection, [])
  await dropLeaseTokens(tx, connection, [])
  await webhookTables(tx).deleteFrom('pmo.webhook_check').where('connection', '=', connection).execute()
}
