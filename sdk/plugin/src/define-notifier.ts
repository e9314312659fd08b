import type { z } from 'zod'
import type { Auth } from './auth.ts'
import { BRAND, type Branded } from './brand.ts'
import type { ConfigHistory } from './config-history.ts'
import type { Fetch, PluginLog } from './context.ts'
import type { Notification } from './notification.ts'
import type { RateLimit } from './rate-limit.ts'
import type { SecretDeclaration } from './secret.ts'

/**
 * How one attempt to deliver ended, as data: an expected refusal is not an exception. See {@link defineNotifier}.
 */
export type NotifyResult =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** Whether another attempt may succeed. */
      readonly retry: boolean
      /** One sentence: what the receiver said. */
      readonly message: string
      /** Least wait before the next attempt, in seconds, where the receiver asked for one. */
      readonly retryAfterSeconds?: number
      /** The receiver wants nothing more (410 Gone): the notifier is switched off until a person looks at it. */
      readonly disable?: true
    }

/**
 * What one attempt to deliver is given. `fetch` may write, but only to the declared addresses. See {@link defineNotifier}.
 */
export interface NotifyContext<Config> {
  /** Authorised, confined and limited by the host; it does not repeat a request that writes. */
  readonly fetch: Fetch
  /** The config of the notifier, as its schema parsed it. */
  readonly config: Config
  /** What happened. */
  readonly notification: Notification
  /** The same for every attempt of this delivery, so that the receiver can tell a repetition. */
  readonly deliveryId: string
  /** 1 for the first. */
  readonly attempt: number
  /** Messages for the log. */
  readonly log: PluginLog
  /** Aborted when the time for one attempt is over. */
  readonly signal: AbortSignal
}

/** A notifier as an author writes it; see {@link defineNotifier}. */
export interface NotifierDefinition<
  Shape extends z.ZodType,
  Secrets extends Record<string, SecretDeclaration>,
> extends ConfigHistory {
  /** Every field has a description: the registry shows them without running code. */
  readonly config: Shape
  /** By name; the values stay in the host. */
  readonly secrets?: Secrets
  /** May only name declared secrets. */
  readonly authorize?: Auth<NoInfer<keyof Secrets & string>>
  /** Addresses that may be written to: origin, or origin with a path prefix. */
  readonly egress: (config: z.output<Shape>) => readonly string[]
  /** The receiver's limits; a function where they differ by config. */
  readonly rateLimit?: RateLimit | ((config: z.output<Shape>) => RateLimit)
  /** Makes one attempt to deliver. The host queues, waits and repeats. */
  readonly notify: (context: NotifyContext<z.output<Shape>>) => Promise<NotifyResult>
}

/** A notifier with its type parameters erased, as core holds it. See {@link defineNotifier}. */
export interface AnyNotifier extends Branded<'notifier'>, ConfigHistory {
  readonly config: z.ZodType
  readonly secrets?: Readonly<Record<string, SecretDeclaration>>
  readonly authorize?: Auth
  readonly egress: (config: unknown) => readonly string[]
  readonly rateLimit?: RateLimit | ((config: unknown) => RateLimit)
  readonly notify: (context: NotifyContext<unknown>) => Promise<NotifyResult>
}

/**
 * Describes a way to tell people or other tools what happened: a webhook, a chat, a mail gateway. One a plugin.
 *
 * @example
 * ```ts
 * const notifier = defineNotifier({
 *   config: z.object({ url: z.url().describe('Address of the room’s incoming webhook') }),
 *   egress: ({ url }) => [url],
 *   async notify({ fetch, config, notification, signal }) {
 *     const reply = await fetch(config.url, {
 *       method: 'POST',
 *       headers: { 'content-type': 'application/json' },
 *       body: JSON.stringify({ id: notification.id, text: `${notification.title}: ${notification.text}` }),
 *       signal,
 *     })
 *     if (reply.ok) return { ok: true }
 *     return { ok: false, retry: reply.status >= 500, message: `The room answered ${reply.status}.` }
 *   },
 * })
 * ```
 */
export function defineNotifier<
  Shape extends z.ZodType,
  Secrets extends Record<string, SecretDeclaration> = Record<never, never>,
>(definition: NotifierDefinition<Shape, Secrets>): AnyNotifier {
  // Type parameters end here: core hands a notifier only configs that its own schema has parsed.
  return { ...definition, [BRAND]: 'notifier' } as unknown as AnyNotifier
}
