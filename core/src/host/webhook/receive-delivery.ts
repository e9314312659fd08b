import { createHash } from 'node:crypto'
import {
  verificationsOf,
  type AnyConnector,
  type HeaderName,
  type WebhookEvent,
  type WebhookHint,
} from '@headless-pmo/sdk'
import type { Database, Tx } from '../../database/index.ts'
import { host } from '../tables.ts'
import { disbelief, type Delivery, type Proofs } from './verify-delivery.ts'

/** What became of a delivery. */
export type DeliveryOutcome =
  /** Believed and new; `hints` name what to read again (none: an event that the connector does not know). */
  | { readonly outcome: 'accepted'; readonly hints: readonly WebhookHint[] }
  /** Believed, and already worked on. */
  | { readonly outcome: 'duplicate' }
  | {
      readonly outcome: 'refused'
      /** What an HTTP reply says: 404 no webhooks here, 401 not believed, 400 not readable, 503 no secret set. */
      readonly status: 400 | 401 | 404 | 503
      readonly reason: string
    }

export interface DeliveryRequest {
  readonly database: Database
  readonly connection: string
  readonly webhook: AnyConnector['webhook']
  readonly proofs: Proofs
  readonly delivery: Delivery
  /** Unix milliseconds. */
  readonly now: number
  /** Enqueues the work. In the transaction that notes the delivery: both are there or neither. */
  readonly accept: (tx: Tx, hints: readonly WebhookHint[]) => Promise<void>
}

/** Trackers stop sending a delivery again long before this. */
export const KEEP_DELIVERIES_MS = 14 * 86_400_000

const LONGEST_ID = 256

function refused(status: 400 | 401 | 404 | 503, reason: string): DeliveryOutcome {
  return { outcome: 'refused', status, reason }
}

/** JSON, or a form whose field `payload` holds it. */
function bodyOf({ headers, body }: Delivery): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  const form = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  return JSON.parse(form ? (new URLSearchParams(text).get('payload') ?? '') : text)
}

/** What stays the same when a delivery is sent again. */
function deliveryIdOf({ name, orBody }: HeaderName, { headers, body }: Delivery): string {
  const given = headers.get(name)?.trim() ?? ''
  if (given !== '' || orBody !== true) return given
  return `body:${createHash('sha256').update(body).digest('base64url')}`
}

/** A delivery with all its headers, which a connector in another process has to be sent before it asks for one. */
export interface TransferableEvent extends WebhookEvent {
  readonly headers: readonly (readonly [string, string])[]
}

function eventOf(delivery: Delivery): TransferableEvent {
  const headers = [...delivery.headers].filter(([name]) => name !== 'authorization' && name !== 'cookie')
  const shown = new Headers(headers)
  return { body: bodyOf(delivery), header: (name) => shown.get(name), headers }
}

/**
 * Takes a delivery in: verifies it over its raw bytes, asks the connector what it hints at, and notes its id so
 * that a repetition does nothing. A payload is only ever a hint.
 */
export async function receiveDelivery(request: DeliveryRequest): Promise<DeliveryOutcome> {
  const { database, connection, webhook, proofs, delivery } = request
  if (webhook === undefined) return refused(404, `The connection "${connection}" takes no webhooks.`)
  const doubt = await disbelief(delivery, verificationsOf(webhook), proofs)
  if (doubt?.unset === true) {
    return refused(
      503,
      `The connection "${connection}" has no secret ${doubt.reason} to verify deliveries with; set it.`,
    )
  }
  if (doubt !== undefined) return refused(401, `The delivery is not believed: ${doubt.reason}.`)
  const id = deliveryIdOf(webhook.deliveryId, delivery)
  if (id === '' || id.length > LONGEST_ID) {
    return refused(
      400,
      `The header ${webhook.deliveryId.name} with the id of the delivery is missing or odd.`,
    )
  }
  let hints: readonly WebhookHint[]
  try {
    hints = await webhook.hints(eventOf(delivery))
  } catch {
    return refused(400, 'The body of the delivery cannot be read.')
  }
  return database.transaction(async (tx) => {
    const written = await host(tx)
      .insertInto('pmo.delivery')
      .values({ connection, delivery: id, received_at: new Date(request.now).toISOString() })
      .onConflict((clash) => clash.doNothing())
      .returning('delivery')
      .executeTakeFirst()
    if (written === undefined) return { outcome: 'duplicate' }
    // `host` only adds tables to the type; it is the same transaction.
    await request.accept(tx, hints)
    return { outcome: 'accepted', hints }
  })
}

/** Forgets deliveries that no tracker sends again. @returns how many */
export async function forgetDeliveries(database: Database, now: number): Promise<number> {
  const result = await host(database.root)
    .deleteFrom('pmo.delivery')
    .where('received_at', '<', new Date(now - KEEP_DELIVERIES_MS).toISOString())
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
