import type { WebhookHint } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { ConnectionService } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { receiveDelivery, systemClock, type Delivery } from '../host/index.ts'
import type { SyncService } from '../sync/index.ts'
import type { WebhookService } from '../webhooks/index.ts'
import type { DeliveryReceipt } from './app.ts'

/** The run that a delivery asks for: whole streams, and named items by stream. */
function refreshOf(
  hints: readonly WebhookHint[],
): Record<string, { readonly ref?: string; readonly hint?: unknown }[]> {
  const refresh: Record<string, { readonly ref?: string; readonly hint?: unknown }[]> = {}
  for (const hint of hints) {
    const items = (refresh[hint.stream] ??= [])
    if ('whole' in hint) continue
    items.push({
      ...(hint.ref !== undefined && { ref: hint.ref }),
      ...(hint.hint !== undefined && { hint: hint.hint }),
    })
  }
  // A stream that is wanted whole needs no names beside that.
  for (const hint of hints) if ('whole' in hint) refresh[hint.stream] = []
  return refresh
}

/**
 * Takes webhook deliveries in: verified by the host, answered at once, worked on by a run.
 * A run that is queued once too often changes nothing, a lost one would: so it is queued first.
 */
export function webhookReceiver(parts: {
  readonly database: Database
  readonly connections: ConnectionService
  readonly sync: SyncService
  readonly webhooks: Pick<WebhookService, 'knows'>
}) {
  return async (connection: string, delivery: Delivery): Promise<DeliveryReceipt> => {
    await using opened = await parts.connections.open(connection)
    const { webhook } = opened.connector
    const result = await receiveDelivery({
      database: parts.database,
      connection,
      webhook,
      proofs: {
        secret: (name) => opened.secret(name),
        knowsToken: (token) => parts.webhooks.knows(connection, token),
      },
      delivery,
      now: systemClock.now(),
      accept: async (tx, hints) => {
        if (hints.length === 0) return
        await parts.sync.startIn(tx, { connection, trigger: 'webhook' }, refreshOf(hints))
      },
    })
    if (result.outcome === 'refused') {
      const codes = {
        400: 'invalid-request',
        401: 'unauthorized',
        404: 'not-found',
        503: 'secret-missing',
      } as const
      throw new PmoError(codes[result.status], result.reason)
    }
    if (result.outcome === 'duplicate') return { outcome: 'duplicate', hints: 0 }
    return { outcome: result.hints.length === 0 ? 'ignored' : 'accepted', hints: result.hints.length }
  }
}
