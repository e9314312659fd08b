import type { Refresh } from './page.ts'

/** HMAC over the raw body, compared in constant time by the host. */
export interface HmacVerification {
  readonly type: 'hmac'
  readonly algorithm: 'sha256' | 'sha1'
  /** Name of the declared secret. */
  readonly secret: string
  readonly header: string
  readonly prefix: string
}

/** Kinds of proof that a delivery comes from the tracker. */
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

export interface HeaderName {
  readonly type: 'header'
  readonly name: string
}

/** Names a header of a delivery. */
export function header(name: string): HeaderName {
  return { type: 'header', name: name.toLowerCase() }
}

/** A delivery as a connector sees it, after the host has verified it. */
export interface WebhookEvent {
  readonly body: unknown
  readonly header: (name: string) => string | null
}

/** What a delivery hints at: an item to read again, or a stream to sync. */
export type WebhookHint =
  | ({ readonly stream: string } & Refresh)
  | { readonly stream: string; readonly whole: true }

/** A payload is a hint, never the truth: it only names what to read again. */
export interface WebhookDefinition {
  readonly verify: HmacVerification
  /** The id that stays the same when a delivery is sent again. */
  readonly deliveryId: HeaderName
  /** Pure; unknown events give no hints. */
  readonly hints: (event: WebhookEvent) => readonly WebhookHint[]
}
