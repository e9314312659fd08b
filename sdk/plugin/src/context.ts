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
  /** Noted in the log, for whoever looks closely. */
  info(message: string): void
  /** Shown with the stream's result: something was left out or read with less detail. */
  warn(message: string): void
}

/** What every phase of a connector is given. `fetch` is the only way out. See {@link defineConnector}. */
export interface ConnectorContext<Config> {
  /** The way out: authorised, confined to `egress`, throttled, tried again. Reads only. */
  readonly fetch: Fetch
  /** The config of the connection, as its schema parsed it. */
  readonly config: Config
  /** Messages for the run's log. */
  readonly log: PluginLog
  /** Aborted when the work is cancelled or its time is over; `fetch` ends by itself. */
  readonly signal: AbortSignal
}
