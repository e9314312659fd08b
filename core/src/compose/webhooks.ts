import type { Container } from 'inversify'
import { webhookReceiver } from '../api/index.ts'
import { systemClock } from '../host/index.ts'
import { LeaseKeeper, WebhookService } from '../webhooks/index.ts'
import { DATABASE, ENVIRONMENT, LOG } from './foundation.ts'
import { CONNECTIONS, SYNC } from './sync.ts'
import { token } from './token.ts'

export const KEEPER = token<LeaseKeeper>('lease-keeper')
export const WEBHOOKS = token<WebhookService>('webhooks')
export const RECEIVER = token<ReturnType<typeof webhookReceiver>>('webhook-receiver')

/** What trackers tell by themselves. */
export function bindWebhooks(container: Container): void {
  container.bind(KEEPER).toResolvedValue(
    (database, connections, sync, { publicUrl }, log) =>
      new LeaseKeeper({
        database,
        connections,
        sync,
        clock: systemClock,
        ...(publicUrl !== undefined && { publicUrl }),
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, CONNECTIONS, SYNC, ENVIRONMENT, LOG],
  )
  container.bind(WEBHOOKS).toResolvedValue(
    (database, connections, keeper, { publicUrl }) =>
      new WebhookService({
        database,
        connections,
        keeper,
        clock: systemClock,
        ...(publicUrl !== undefined && { publicUrl }),
      }),
    [DATABASE, CONNECTIONS, KEEPER, ENVIRONMENT],
  )
  container
    .bind(RECEIVER)
    .toResolvedValue(
      (database, connections, sync, webhooks) => webhookReceiver({ database, connections, sync, webhooks }),
      [DATABASE, CONNECTIONS, SYNC, WEBHOOKS],
    )
}
