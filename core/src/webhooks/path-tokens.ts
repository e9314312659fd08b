import { createHash, randomBytes } from 'node:crypto'
import type { Handle } from '../database/index.ts'
import { WEBHOOK_TOKEN_PREFIX } from '../host/index.ts'
import { webhookTables } from './tables.ts'

/** A token of an address, known in clear only while it is told to a tracker or a person. */
export interface PathToken {
  readonly token: string
  readonly hash: string
}

/** 256 random bits: nobody guesses it, and its hash needs no salt. */
export function newPathToken(): PathToken {
  const token = WEBHOOK_TOKEN_PREFIX + randomBytes(32).toString('base64url')
  return { token, hash: tokenHash(token) }
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The address to which a tracker delivers. */
export function deliveryAddress(publicUrl: string, connection: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/${encodeURIComponent(connection)}/${token}`
}

/** Hash of the token in an address that a tracker lists; undefined where it holds none. */
export function hashInAddress(address: string): string | undefined {
  const last = address.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? ''
  return last.startsWith(WEBHOOK_TOKEN_PREFIX) ? tokenHash(last) : undefined
}

/** Whether deliveries to this token are believed. */
export async function knowsToken(handle: Handle, connection: string, token: string): Promise<boolean> {
  const row = await webhookTables(handle)
    .selectFrom('pmo.webhook_token')
    .select('hash')
    .where('connection', '=', connection)
    .where('hash', '=', tokenHash(token))
    .executeTakeFirst()
  return row !== undefined
}
