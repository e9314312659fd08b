import type { Authority } from '../auth.ts'
import type { World } from '../state/world.ts'
import type { WebhookSender } from '../webhooks.ts'

/** What routes stand on. */
export interface RouteContext {
  readonly world: World
  readonly authority: Authority
  readonly webhooks: WebhookSender
  /** Cap on every page. */
  readonly maxPageSize: number
  /** In front of a described path, in addresses: `/rest` where that is the description's base. */
  readonly base: string
}
