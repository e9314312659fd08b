import type { GateSession, GateSessionOptions } from '@headless-pmo/engine'
import type { AnyNotifier } from '@headless-pmo/sdk'

/** A notifier ready to send: its plugin's code, its checked config, its way out. */
export interface OpenedNotifier extends AsyncDisposable {
  readonly id: string
  /** Of its definition. */
  readonly version: number
  readonly notifier: AnyNotifier
  readonly config: unknown
  /** The way out of one attempt. */
  session(options: GateSessionOptions): GateSession
  /** Hides the notifier's secrets in a text. */
  redact(text: string): string
  /** Runs what the plugin does: errors that it lets go astray are its own. */
  run<T>(work: () => T): T
  /** What the plugin says, for the server's log. */
  log(level: 'info' | 'warn', message: string): void
}
