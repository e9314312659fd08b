/** `fetch` as the platform defines it; the host authenticates, confines, throttles, retries and redacts. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Messages for the run's log; secrets are removed by the host. */
export interface PluginLog {
  info(message: string): void
  /** Shown with the stream's result: something was left out or read with less detail. */
  warn(message: string): void
}

/** What every phase of a connector is given. `fetch` is the only way out. */
export interface ConnectorContext<Config> {
  readonly fetch: Fetch
  readonly config: Config
  readonly log: PluginLog
  readonly signal: AbortSignal
}
