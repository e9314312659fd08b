import { describeError, type GateSession, type GateSessionOptions } from '@headless-pmo/engine'
import type { AnyConnector } from '@headless-pmo/sdk'
import { isPmoError, PmoError } from '../config/index.ts'
import { bindContribution } from '../host/index.ts'

/** A connection ready to be read: its connector, its checked config, its way out. */
export interface OpenedConnection extends AsyncDisposable {
  readonly id: string
  readonly pluginVersion: string
  readonly connector: AnyConnector
  readonly config: unknown
  readonly censusEveryMs: number
  session(options: GateSessionOptions): GateSession
  /** Value of a secret, for the host's own use: verifying webhooks. */
  secret(name: string): string | undefined
  /** Hides a value that the connection was told only now, in all that comes out of it: the address of a webhook. */
  hide(value: string): void
  /** Whether webhooks are registered with the tracker, and kept. */
  readonly keepsWebhooks: boolean
  /** Hides the connection's secrets in a text. */
  redact(text: string): string
  /** Runs what the plugin does: errors that it lets go astray are its own. */
  run<T>(work: () => T): T
}

/** Gives a connector that runs apart its process. What that says wrongly is the plugin's mistake, not the server's. */
export async function boundConnector(
  connector: AnyConnector,
  use: { readonly config: unknown; readonly id: string; readonly plugin: string },
): Promise<AnyConnector> {
  try {
    return await bindContribution(connector, use.config, use.id)
  } catch (cause) {
    if (isPmoError(cause)) throw cause
    const why = describeError(cause).message.replace(/\.$/, '')
    throw new PmoError(
      'config-invalid',
      `The plugin "${use.plugin}" could not tell what the connection "${use.id}" may reach with its configuration: ${why}. Correct the configuration, or report it to the author of the plugin.`,
      { cause },
    )
  }
}
