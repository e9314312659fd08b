import type { ConnectorContext } from './context.ts'
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

/**
 * A random token in the address proves that a delivery comes from whoever was told that address: for trackers that do not sign.
 * The host makes the token, keeps its hash alone, and hides it in what it logs. See {@link pathToken}.
 */
export interface PathTokenVerification {
  readonly type: 'pathToken'
}

/**
 * Deliveries are believed that come to the address with the token in it.
 *
 * @example
 * ```ts
 * // Webhooks that an administrator sets up are signed, those that we register are not: either is believed.
 * const verify = [hmac.sha256({ secret: 'hook', header: 'x-hub-signature', prefix: 'sha256=' }), pathToken()]
 * ```
 */
export function pathToken(): PathTokenVerification {
  return { type: 'pathToken' }
}

/** A kind of proof that a delivery comes from the tracker. See {@link hmac} and {@link pathToken}. */
export type WebhookVerification = HmacVerification | PathTokenVerification

/** The name of a header, in lower case. See {@link header}. */
export interface HeaderName {
  readonly type: 'header'
  /** In lower case. */
  readonly name: string
  /** Where the header is absent, equal bodies are the same delivery. */
  readonly orBody?: true
}

/**
 * Names a header of a delivery.
 *
 * @param options `orBody`: deliveries may lack it; those with equal bodies are then the same
 * @example
 * ```ts
 * const deliveryId = header('X-GitHub-Delivery')
 * ```
 */
export function header(name: string, options: { readonly orBody?: true } = {}): HeaderName {
  return { type: 'header', name: name.toLowerCase(), ...(options.orBody === true && { orBody: true }) }
}

/** A webhook that the tracker holds for us. See {@link WebhookSubscription}. */
export interface WebhookLease {
  /** The tracker's id of it. */
  readonly id: string
  /** The address to which it delivers, where the tracker tells; by it the host knows its own. */
  readonly address?: string
  /** When it ends unless it is renewed: Unix milliseconds or an ISO instant; absent where it does not end, or is not told. */
  readonly expiresAt?: number | string
}

/**
 * How webhooks are registered with the tracker, and kept. It is the only place where a connector may write, and only to the
 * addresses under `writes`: the `fetch` of `register`, `renew` and `remove` lets POST, PUT, PATCH and DELETE through to them,
 * sends each once, and hands over every status. The host calls `list` first and takes it as the truth; it renews at half of
 * the life, registers again what is gone, removes what is there twice, and starts a sync for every gap.
 *
 * @example
 * ```ts
 * const Config = z.object({ baseUrl: z.url().describe('Address of the tracker') })
 * const Hooks = z.object({ hooks: z.array(z.looseObject({ id: z.string(), url: z.string(), endsAt: z.string() })) })
 *
 * const subscription: WebhookSubscription<z.output<typeof Config>> = {
 *   lifetimeSeconds: 30 * 86_400,
 *   writes: ({ baseUrl }) => [`${baseUrl}/hooks`],
 *   async list({ fetch, config }) {
 *     const reply = Hooks.parse(await (await fetch(`${config.baseUrl}/hooks`)).json())
 *     return reply.hooks.map(({ id, url, endsAt }) => ({ id, address: url, expiresAt: endsAt }))
 *   },
 *   async register({ fetch, config, address }) {
 *     const reply = await fetch(`${config.baseUrl}/hooks`, { method: 'POST', body: JSON.stringify({ url: address }) })
 *     if (!reply.ok) throw new Error(`The tracker answered ${reply.status} to a new webhook; give the token the right to make one.`)
 *     return Hooks.parse(await reply.json()).hooks.map(({ id, endsAt }) => ({ id, expiresAt: endsAt }))
 *   },
 *   async renew({ fetch, config, ids }) {
 *     const reply = await fetch(`${config.baseUrl}/hooks`, { method: 'PUT', body: JSON.stringify({ ids }) })
 *     return reply.ok ? Hooks.parse(await reply.json()).hooks.map(({ id, endsAt }) => ({ id, expiresAt: endsAt })) : []
 *   },
 *   async remove({ fetch, config, ids }) {
 *     for (const id of ids) await fetch(`${config.baseUrl}/hooks/${id}`, { method: 'DELETE' })
 *   },
 * }
 * ```
 */
export interface WebhookSubscription<Config = unknown> {
  /** How long one lives, in seconds, where the tracker does not tell; absent: it does not end. */
  readonly lifetimeSeconds?: number
  /** Addresses at which webhooks are kept, within `egress`; those below them count too. */
  readonly writes: (config: Config) => readonly string[]
  /** Whether webhooks can be registered with this config at all; absent: always. */
  readonly available?: (config: Config) => boolean
  /** All webhooks that this client has with the tracker. */
  readonly list: (context: ConnectorContext<Config>) => Promise<readonly WebhookLease[]>
  /** Registers what delivers to `address`, which is secret. @throws Error with one sentence for the operator */
  readonly register: (
    context: ConnectorContext<Config> & {
      /** Where deliveries are to go: send it in a body, and nowhere else. */
      readonly address: string
    },
  ) => Promise<readonly WebhookLease[]>
  /** Extends their lives; gives those that were extended. Absent: one that ends is registered again in time. */
  readonly renew?: (
    context: ConnectorContext<Config> & {
      /** Of what `list` and `register` gave. */
      readonly ids: readonly string[]
    },
  ) => Promise<readonly WebhookLease[]>
  /** Removes them; those that are gone already count as removed. */
  readonly remove: (
    context: ConnectorContext<Config> & {
      /** Of what `list` and `register` gave. */
      readonly ids: readonly string[]
    },
  ) => Promise<void>
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
export interface WebhookDefinition<Config = unknown> {
  /** What proves that a delivery comes from the tracker; of several kinds any one will do. */
  readonly verify: WebhookVerification | readonly WebhookVerification[]
  /** The id that stays the same when a delivery is sent again. */
  readonly deliveryId: HeaderName
  /** Pure; unknown events give no hints. */
  readonly hints: (event: WebhookEvent) => readonly WebhookHint[]
  /** How webhooks are registered and kept; absent where people set them up by hand. */
  readonly subscription?: WebhookSubscription<Config>
}

/**
 * The webhooks of a connector as core holds them: one that runs in another process answers later. See {@link WebhookDefinition}.
 */
export interface AnyWebhook extends Omit<WebhookDefinition, 'hints'> {
  readonly hints: (event: WebhookEvent) => readonly WebhookHint[] | Promise<readonly WebhookHint[]>
}

/**
 * The kinds of proof that a connector accepts, as a list.
 *
 * @example
 * ```ts
 * const secretsOf = (webhook: WebhookDefinition): readonly string[] =>
 *   verificationsOf(webhook).flatMap((kind) => (kind.type === 'hmac' ? [kind.secret] : []))
 * ```
 */
export function verificationsOf(webhook: Pick<AnyWebhook, 'verify'>): readonly WebhookVerification[] {
  const { verify } = webhook
  return 'type' in verify ? [verify] : verify
}
