import type { GateSession, GateSessionOptions } from '@headless-pmo/engine'
import type { AnyConnector } from '@headless-pmo/sdk'

/** A connection ready to be read: its connector, its checked config, its way out. */
export interface OpenConnection extends AsyncDisposable {
  readonly id: string
  readonly pluginVersion: string
  readonly connector: AnyConnector
  /** Parsed by the connector's own schema. */
  readonly config: unknown
  readonly censusEveryMs: number
  /** One run, or one question of a person. */
  session(options: GateSessionOptions): GateSession
  /** Hides the connection's secrets in a text. */
  redact(text: string): string
  /** Runs what the plugin does: errors that it lets go astray are its own. */
  run<T>(work: () => T): T
}

/** Opens connections by id; what is defined and which plugins there are is other features' business. */
export interface ConnectionSource {
  /**
   * @throws PmoError `not-found`; or with the reason why its plugin, config or secrets cannot be used
   */
  open(id: string): Promise<OpenConnection>
}
