import type { z } from 'zod'
import type { Auth } from './auth.ts'
import { BRAND, type Branded } from './brand.ts'
import type { ConfigHistory } from './config-history.ts'
import type { Fetch, PluginLog } from './context.ts'
import type { RateLimit } from './rate-limit.ts'
import type { SecretDeclaration } from './secret.ts'

/**
 * The rights that a caller of a route needs, and that `query` has; each includes the ones before it. See {@link defineRoute}.
 */
export type RouteRole = 'viewer' | 'contributor' | 'pmo' | 'administrator'

/**
 * Former names of roles, which routes may still declare: `reader` is `viewer`, `planner` `contributor`, `admin`
 * `administrator`. See {@link defineRoute}.
 */
export type FormerRouteRole = 'reader' | 'planner' | 'admin'

/**
 * The read API under the route's declared role: a query of the API by its dotted name, e.g.
 * `query('records.list', { kind: 'workItem' })`. With a schema the result is parsed and typed. Queries only:
 * whatever would change something is refused.
 *
 * @throws where there is no such query, its input is wrong, the role does not suffice, or the result does not
 * fit the schemaSee {@link defineRoute}.
 */
export interface RouteQuery {
  (procedure: string, input?: unknown): Promise<unknown>
  <Schema extends z.ZodType>(procedure: string, input: unknown, schema: Schema): Promise<z.output<Schema>>
}

/** What a route is given beside the request. See {@link defineRoute}. */
export interface RouteContext<Config> {
  /** What pmo.config.ts sets for the plugin, as the schema parsed it. */
  readonly config: Config
  /** The read API. */
  readonly query: RouteQuery
  /** The way out to the declared addresses; read-only, like that of a connector. */
  readonly fetch: Fetch
  /** Messages for the log. */
  readonly log: PluginLog
  /** Aborted when the caller has gone or the time is over. */
  readonly signal: AbortSignal
}

/** A route as an author writes it; see {@link defineRoute}. */
export interface RouteDefinition<
  Shape extends z.ZodType,
  Secrets extends Record<string, SecretDeclaration>,
> extends ConfigHistory {
  /** Set with the plugin in `pmo.config.ts`. Absent: nothing to set. */
  readonly config?: Shape
  /** By name; the values stay in the host. */
  readonly secrets?: Secrets
  /** May only name declared secrets. */
  readonly authorize?: Auth<NoInfer<keyof Secrets & string>>
  /** Addresses that `fetch` may read. Absent: none. */
  readonly egress?: (config: z.output<Shape>) => readonly string[]
  /** Folders that the host serves as `file:` addresses through `fetch`, confined to them, read-only. */
  readonly files?: (config: z.output<Shape>) => readonly string[]
  /** Limits of what `fetch` asks; a function where they differ by config. */
  readonly rateLimit?: RateLimit | ((config: z.output<Shape>) => RateLimit)
  /** Who may call it; also the rights of `query`. The host refuses everyone else before the route is asked. */
  readonly role: RouteRole | FormerRouteRole
  /**
   * Answers a request. Its path is that below the mount: a call of `/plugins/<id>/preview` comes in as
   * `/preview`; it bears no credentials of the caller.
   */
  readonly fetch: (request: Request, context: RouteContext<z.output<Shape>>) => Promise<Response> | Response
}

/** A route with its type parameters erased, as core holds it. See {@link defineRoute}. */
export interface AnyRoute extends Branded<'route'>, ConfigHistory {
  readonly config?: z.ZodType
  readonly secrets?: Readonly<Record<string, SecretDeclaration>>
  readonly authorize?: Auth
  readonly egress?: (config: unknown) => readonly string[]
  readonly files?: (config: unknown) => readonly string[]
  readonly rateLimit?: RateLimit | ((config: unknown) => RateLimit)
  readonly role: RouteRole | FormerRouteRole
  readonly fetch: (request: Request, context: RouteContext<unknown>) => Promise<Response> | Response
}

/**
 * Describes what a plugin answers under `/plugins/<id>/`: a report of its own, a preview, a feed. One a plugin.
 *
 * @example
 * ```ts
 * const Page = z.object({ items: z.array(z.looseObject({ ref: z.string() })) })
 * const route = defineRoute({
 *   role: 'viewer',
 *   async fetch(request, { query }) {
 *     if (new URL(request.url).pathname !== '/count') return new Response('There is only /count.', { status: 404 })
 *     const page = await query('records.list', { kind: 'workItem' }, Page)
 *     return Response.json({ items: page.items.length })
 *   },
 * })
 * ```
 */
export function defineRoute<
  Shape extends z.ZodType = z.ZodObject<Record<never, never>>,
  Secrets extends Record<string, SecretDeclaration> = Record<never, never>,
>(definition: RouteDefinition<Shape, Secrets>): AnyRoute {
  // Type parameters end here: core hands a route only configs that its own schema has parsed.
  return { ...definition, [BRAND]: 'route' } as unknown as AnyRoute
}
