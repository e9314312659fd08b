/**
 * `fetch` as the platform defines it; the host authenticates, confines, throttles, retries and redacts.
 *
 * @example
 * ```ts
 * async function me(fetch: Fetch, baseUrl: string): Promise<unknown> {
 *   const reply = await fetch(`${baseUrl}/me`, { headers: { accept: 'application/json' } }) // no token here
 *   return reply.json()
 * }
 * ```
 */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * Messages for the run's log; secrets are removed by the host.
 *
 * @example
 * ```ts
 * const noteLeftOut = (log: PluginLog, count: number) => log.warn(`${count} drafts were left out.`)
 * ```
 */
export interface PluginLog {
  info(message: string): void
  /** Shown with the stream's result: something was left out or read with less detail. */
  warn(message: string): void
}

/** What every phase of a connector is given. `fetch` is the only way out. See {@link defineConnector}. */
export interface ConnectorContext<Config> {
  readonly fetch: Fetch
  readonly config: Config
  readonly log: PluginLog
  readonly signal: AbortSignal
}
