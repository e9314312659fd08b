import type { Clock } from '@headless-pmo/engine'
import { verificationsOf } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { ConnectionService } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { subscriptionOf, type LeaseCheck, type LeaseKeeper } from './lease-keeper.ts'
import { addToken, checkRows, leaseRows } from './lease-rows.ts'
import { deliveryAddress, knowsToken, newPathToken } from './path-tokens.ts'
import { webhookTables } from './tables.ts'

export interface WebhookServiceParts {
  readonly database: Database
  readonly connections: Pick<ConnectionService, 'open' | 'list'>
  readonly keeper: Pick<LeaseKeeper, 'check'>
  readonly clock: Pick<Clock, 'now'>
  readonly publicUrl?: string
}

/** The webhooks of one connection, for people. */
export interface WebhookView {
  readonly connection: string
  /** Webhooks that the tracker holds for us. */
  readonly held: number
  /** When the first of them ends unless it is renewed; absent: none does. */
  readonly expiresAt?: string
  readonly checkedAt?: string
  /** Why they could not be kept. */
  readonly problem?: string
  /** The last time that deliveries may have been missed, and why. */
  readonly gap?: { readonly at: string; readonly reason: string }
  /** Addresses with a token that people were given. */
  readonly addresses: number
}

/** Webhooks as the API and the command line use them. */
export class WebhookService {
  readonly #parts: WebhookServiceParts

  constructor(parts: WebhookServiceParts) {
    this.#parts = parts
  }

  /** Connections that have webhooks, or had them checked. */
  async list(): Promise<readonly WebhookView[]> {
    const { database, connections } = this.#parts
    const checks = await checkRows(database.root)
    const views = await Promise.all(
      (await connections.list()).map(async ({ id }) => {
        const leases = await leaseRows(database.root, id)
        const check = checks.find(({ connection }) => connection === id)
        const ends = leases.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]))
        return {
          connection: id,
          held: leases.length,
          addresses: await this.#addresses(id),
          ...(ends.length > 0 && { expiresAt: new Date(Math.min(...ends)).toISOString() }),
          ...(check !== undefined && { checkedAt: check.checkedAt }),
          ...(check?.problem !== undefined && { problem: check.problem }),
          ...(check?.gapAt !== undefined && { gap: { at: check.gapAt, reason: check.gapReason ?? '' } }),
        }
      }),
    )
    return views.filter(
      ({ held, addresses, checkedAt }) => held > 0 || addresses > 0 || checkedAt !== undefined,
    )
  }

  /**
   * Looks at once whether the tracker holds what it should.
   * @throws PmoError `not-found`, `conflict` while it is being looked at, `invalid-request` where nothing can be registered
   */
  async check(connection: string): Promise<LeaseCheck> {
    {
      await using opened = await this.#parts.connections.open(connection)
      if (opened.keepsWebhooks && subscriptionOf(opened) === undefined) {
        throw new PmoError(
          'invalid-request',
          `The connection "${connection}" registers no webhooks with its tracker; set them up there by hand, with the address of: pmo webhooks address ${connection}.`,
        )
      }
      if (opened.keepsWebhooks) this.#address()
    }
    const check = await this.#parts.keeper.check(connection)
    if (check !== undefined) return check
    throw new PmoError(
      'conflict',
      `The webhooks of "${connection}" are being looked at; try again in a minute.`,
    )
  }

  /**
   * Makes an address for a webhook that a person sets up. Where deliveries are signed it holds no token; where they are not, the
   * token in it is shown now and never again.
   * @throws PmoError `not-found`, `invalid-request` where the connection takes no webhooks or has no public address
   */
  async makeAddress(connection: string): Promise<{ readonly address: string; readonly secret?: string }> {
    await using opened = await this.#parts.connections.open(connection)
    const { webhook } = opened.connector
    const publicUrl = this.#address()
    if (webhook === undefined) {
      throw new PmoError('invalid-request', `The plugin of the connection "${connection}" takes no webhooks.`)
    }
    const kinds = verificationsOf(webhook)
    const hmac = kinds.find((kind) => kind.type === 'hmac')
    const signed = hmac !== undefined && opened.secret(hmac.secret) !== undefined
    if (signed || !kinds.some(({ type }) => type === 'pathToken')) {
      const plain = `${publicUrl.replace(/\/+$/, '')}/webhooks/${encodeURIComponent(connection)}`
      return { address: plain, ...(hmac !== undefined && { secret: hmac.secret }) }
    }
    const { token, hash } = newPathToken()
    const now = this.#parts.clock.now()
    await addToken(this.#parts.database.root, { connection, hash, purpose: 'address', now })
    return { address: deliveryAddress(publicUrl, connection, token) }
  }

  /** Makes the addresses worthless that people were given. */
  async revokeAddresses(connection: string): Promise<{ readonly revoked: number }> {
    const result = await webhookTables(this.#parts.database.root)
      .deleteFrom('pmo.webhook_token')
      .where('connection', '=', connection)
      .where('purpose', '=', 'address')
      .executeTakeFirst()
    return { revoked: Number(result.numDeletedRows) }
  }

  /** Whether deliveries to this token are believed. */
  knows(connection: string, token: string): Promise<boolean> {
    return knowsToken(this.#parts.database.root, connection, token)
  }

  async #addresses(connection: string): Promise<number> {
    const rows = await webhookTables(this.#parts.database.root)
      .selectFrom('pmo.webhook_token')
      .select('hash')
      .where('connection', '=', connection)
      .where('purpose', '=', 'address')
      .execute()
    return rows.length
  }

  #address(): string {
    const { publicUrl } = this.#parts
    if (publicUrl !== undefined) return publicUrl
    throw new PmoError(
      'invalid-request',
      'Trackers cannot reach this server: set PMO_PUBLIC_URL to its address, and start it again.',
    )
  }
}
