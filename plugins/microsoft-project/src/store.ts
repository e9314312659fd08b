import type { ConnectorContext, ContractEndpoint, ProbeResult, Scope, Stream } from '@headless-pmo/sdk'
import type { Config } from './config.ts'

/**
 * One of the four places where plans are kept. A stream of a store that is not configured lists no parts, or
 * yields nothing, and costs no request.
 */
export interface Store {
  /** What people call it, with its way in: "Planner (Microsoft Graph)". */
  readonly title: string
  /** What a connection without it does not see, and what to do about it: a sentence for the probe. */
  readonly absent?: string
  /** Whether the connection names it. */
  readonly configured: (config: Config) => boolean
  /** Addresses that its requests go to. */
  readonly egress: (config: Config) => readonly string[]
  /** Addresses to which a POST only reads. */
  readonly queries?: (config: Config) => readonly string[]
  /** Whether it answers; asked only where it is configured. */
  readonly probe: (context: ConnectorContext<Config>) => Promise<ProbeResult>
  /** What could be connected in it; asked only where it is configured. */
  readonly scopes?: (context: ConnectorContext<Config>) => AsyncIterable<Scope>
  /** What it asks, and what it relies on in the replies. */
  readonly contract?: readonly ContractEndpoint[]
  /** In the order in which they run; names begin with the store's. */
  readonly streams: Readonly<Record<string, Stream>>
}
