import type { Refresh } from './page.ts'

/** HMAC over the raw body, compared in constant time by the host. See {@link hmac}. */
export interface HmacVerification {
  readonly type: 'hmac'
  /** Hash of the HMAC. */
  readonly algorithm: 'sha256' | 'sha1'
  /** Name of the declared secret. */
  readonly secret: string
  /** Header that carries the signature, in lower case. */
  readonly header: string
  /** Text before the signature, e.g. `sha256=`. */
  readonly prefix: string
}

/**
 * Kinds of proof that a delivery comes from the tracker.
 *
 * @example
 * ```ts
 * const verify = hmac.sha256({ secret: 'hook', header: 'x-hub-signature-256', prefix: 'sha256=' })
 * ```
 */
export const hmac = {
  sha256: (spec: {
    readonly secret: string
    readonly header: string
    readonly prefix?: string
  }): HmacVerification => ({
    type: 'hmac',
    algorithm: 'sha256',
    secret: spec.secret,
    header: spec.header.toLowerCase(),
    prefix: spec.prefix ?? '',
  }),
}

/** The name of a header, in lower case. See {@link header}. */
export interface HeaderName {
  readonly type: 'header'
  /** In lower case. */
  readonly name: string
}

/**
 * Names a header of a delivery.
 *
 * @example
 * ```ts
 * const deliveryId = header('X-GitHub-Delivery')
 * ```
 */
export function header(name: string): HeaderName {
  return { type: 'header', name: name.toLowerCase() }
}

/** A delivery as a connector sees it, after the host has verified it. See {@link WebhookDefinition}. */
export interface WebhookEvent {
  /** The payload, parsed as JSON. */
  readonly body: unknown
  /** A header by its name; null where it is absent. */
  readonly header: (name: string) => string | null
}

/**
 * What a delivery hints at: an item to read again, or a stream to sync. See {@link WebhookDefinition}.
 */
export type WebhookHint =
  | ({ readonly stream: string } & Refresh)
  | { readonly stream: string; readonly whole: true }

/**
 * A payload is a hint, never the truth: it only names what to read again.
 *
 * @example
 * ```ts
 * const Event = z.looseObject({ issue: z.looseObject({ id: z.number() }) })
 *
 * const webhook: WebhookDefinition = {
 *   verify: hmac.sha256({ secret: 'hook', header: 'x-hub-signature-256', prefix: 'sha256=' }),
 *   deliveryId: header('x-github-delivery'),
 *   hints({ body }) {
 *     const event = Event.safeParse(body)
 *     return event.success ? [{ stream: 'issues', ref: String(event.data.issue.id) }] : []
 *   },
 * }
 * ```
 */
export interface WebhookDefinition {
  /** What proves that a delivery comes from the tracker. */
  readonly verify: HmacVerification
  /** The id that stays the same when a delivery is sent again. */
  readonly deliveryId: HeaderName
  /** Pure; unknown events give no hints. */
  readonly hints: (event: WebhookEvent) => readonly WebhookHint[]
}

/**
 * The webhooks of a connector as core holds them: one that runs in another process answers later. See {@link WebhookDefinition}.
 */
export interface AnyWebhook extends Omit<WebhookDefinition, 'hints'> {
  readonly hints: (event: WebhookEvent) => readonly WebhookHint[] | Promise<readonly WebhookHint[]>
}
