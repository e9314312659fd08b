/** One request that a route answers. See {@link RouteCase}. */
export interface RouteRequest {
  /** Default: `GET`. */
  readonly method?: string
  /** Path below the mount, with its query: `/report?days=7`. */
  readonly path: string
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>
  /** Text of the body. */
  readonly body?: string
  /** The status it is answered with. Default: 200. */
  readonly status?: number
}

/**
 * What an author tells the kit about a route.
 *
 * @example
 * ```ts
 * const route: RouteCase = {
 *   requests: [{ path: '/count' }, { path: '/nowhere', status: 404 }],
 *   queries: { 'projects.list': { projects: [] } },
 * }
 * ```
 */
export interface RouteCase {
  /** Config of the route, as a user would write it. Default: the `config` of all. */
  readonly config?: unknown
  /** Requests that a caller would make, one for each thing that the route does. */
  readonly requests: readonly RouteRequest[]
  /** What the read API answers, by the name of the query: a value, or a function of the input. Others are refused. */
  readonly queries?: Readonly<Record<string, unknown>>
}
