import type { z } from 'zod'
import type { Auth } from './auth.ts'
import { BRAND, type Branded } from './brand.ts'
import type { ConfigHistory } from './config-history.ts'
import type { ConnectorContext } from './context.ts'
import type { ContractEndpoint } from './contract.ts'
import type { Stream } from './define-stream.ts'
import type { RateLimit } from './rate-limit.ts'
import type { SecretDeclaration } from './secret.ts'
import type { AnyWebhook, WebhookDefinition } from './webhook.ts'

/** Why a connection does not work, in a word that code can act on. See {@link ProbeResult}. */
export type ProbeProblem =
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'unreachable'
  | 'throttled'
  | 'unsupported_version'
  | 'unsupported_sign_in'
  | 'wrong_reply'
  | 'invalid'

/**
 * What a probe found: who we are there, or why the connection does not work, with a sentence for the operator.
 *
 * @example
 * ```ts
 * const refused: ProbeResult = {
 *   ok: false,
 *   reason: 'unauthorized',
 *   message: 'The tracker refused the API key; make a new one with read scope.',
 * }
 * ```
 */
export type ProbeResult =
  | { readonly ok: true; readonly account?: string; readonly details?: readonly string[] }
  | { readonly ok: false; readonly reason: ProbeProblem; readonly message: string }

/**
 * Something that could be connected: a repository, a project, a plan.
 *
 * @example
 * ```ts
 * const scope: Scope = { title: 'Engineering', config: { team: 'ENG' } }
 * ```
 */
export interface Scope {
  /** Name shown to people. */
  readonly title: string
  /** What it is, in a line. */
  readonly description?: string
  /** Its page in the tracker. */
  readonly url?: string
  /** The config fields that would connect it. */
  readonly config: Readonly<Record<string, unknown>>
}

/** A connector as an author writes it. See {@link defineConnector}. */
export interface ConnectorDefinition<
  Shape extends z.ZodType,
  Secrets extends Record<string, SecretDeclaration>,
> extends ConfigHistory {
  /** Every field has a description: the registry shows them without running code. */
  readonly config: Shape
  /** By name; the values stay in the host. */
  readonly secrets?: Secrets
  /** May only name declared secrets. */
  readonly authorize?: Auth<NoInfer<keyof Secrets & string>>
  /** Addresses that requests may go to: origin, or origin with a path prefix; `file:` for declared folders. */
  readonly egress: (config: z.output<Shape>) => readonly string[]
  /**
   * Addresses to which a POST only reads: a search, GraphQL (whose bodies must hold queries alone), an OData batch (an address that
   * ends in `/$batch`: every request in it must be a GET).
   */
  readonly queries?: (config: z.output<Shape>) => readonly string[]
  /** Folders that the host serves as `file:` URLs through `fetch`, confined to them, read-only. */
  readonly files?: (config: z.output<Shape>) => readonly string[]
  /** The tracker's limits; a function where they differ by edition. */
  readonly rateLimit?: RateLimit | ((config: z.output<Shape>) => RateLimit)
  /** Who am I, what may I see. */
  readonly probe: (context: ConnectorContext<z.output<Shape>>) => Promise<ProbeResult>
  /** Lists what could be connected, so that a person can choose. */
  readonly scopes?: (context: ConnectorContext<z.output<Shape>>) => AsyncIterable<Scope>
  /** By name. They run in this order: what others refer to comes first. */
  readonly streams: Readonly<Record<string, Stream>>
  /** How deliveries of the tracker are verified and read. */
  readonly webhook?: WebhookDefinition<z.output<Shape>>
  /** The endpoints that it relies on: what `pmo doctor --live` holds the tracker's real replies against. */
  readonly contract?: readonly ContractEndpoint[]
}

/** A connector with its type parameters erased, as core holds it. See {@link defineConnector}. */
export interface AnyConnector extends Branded<'connector'>, ConfigHistory {
  readonly config: z.ZodType
  readonly secrets?: Readonly<Record<string, SecretDeclaration>>
  readonly authorize?: Auth
  readonly egress: (config: unknown) => readonly string[]
  readonly queries?: (config: unknown) => readonly string[]
  readonly files?: (config: unknown) => readonly string[]
  readonly rateLimit?: RateLimit | ((config: unknown) => RateLimit)
  readonly probe: (context: ConnectorContext<unknown>) => Promise<ProbeResult>
  readonly scopes?: (context: ConnectorContext<unknown>) => AsyncIterable<Scope>
  readonly streams: Readonly<Record<string, Stream>>
  readonly webhook?: AnyWebhook
  readonly contract?: readonly ContractEndpoint[]
}

/**
 * Describes a connector: what it needs to know, where it may go, and its streams.
 *
 * @example
 * ```ts
 * const Config = z.object({ baseUrl: z.url().describe('Address of the tracker, e.g. https://tracker.example') })
 * const Issue = z.looseObject({ id: z.string(), name: z.string() })
 *
 * const connector = defineConnector({
 *   config: Config,
 *   secrets: { apiKey: secret('API key with read scope') },
 *   authorize: auth.bearer('apiKey'), // another name than a declared one does not compile
 *   egress: ({ baseUrl }) => [baseUrl],
 *   async probe({ fetch, config }) {
 *     const reply = await fetch(`${config.baseUrl}/me`)
 *     if (reply.ok) return { ok: true }
 *     return { ok: false, reason: 'unauthorized', message: `The tracker answered ${reply.status}; check the API key.` }
 *   },
 *   streams: {
 *     teams: defineStream({
 *       config: Config, item: Issue, cursor: z.object({}), start: {},
 *       changes: 'snapshot', deletes: 'snapshot', mapVersion: 1,
 *       async *read({ fetch, config, page }) {
 *         const reply = await fetch(`${config.baseUrl}/teams`)
 *         yield page({ items: verbatimElements(await reply.text(), ['teams']), cursor: {} })
 *       },
 *       ref: (team) => team.id,
 *       map: (team) => [{ kind: 'container', ref: team.id, name: team.name, nativeType: 'team' }],
 *     }),
 *   },
 * })
 * ```
 */
export function defineConnector<
  Shape extends z.ZodType,
  Secrets extends Record<string, SecretDeclaration> = Record<never, never>,
>(definition: ConnectorDefinition<Shape, Secrets>): AnyConnector {
  // Type parameters end here: core hands a connector only configs that its own schema has parsed.
  return { ...definition, [BRAND]: 'connector' } as unknown as AnyConnector
}
