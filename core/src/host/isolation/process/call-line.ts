import type { Fetch } from '@headless-pmo/sdk'
import type { PluginTask } from '../isolated-plugin.ts'
import type { IsolationTiming } from './isolation-timing.ts'

/** What a call may ask of the server; absent: nothing of the kind. */
export interface CallContext {
  readonly fetch?: Fetch | undefined
  readonly log?: { info(message: string): void; warn(message: string): void } | undefined
  readonly signal?: AbortSignal | undefined
  readonly query?: ((procedure: string, input: unknown) => Promise<unknown>) | undefined
}

/** What a call needs of its process. */
export interface CallLine {
  readonly task: PluginTask
  readonly timing: IsolationTiming
  send(head: object, body?: readonly Uint8Array[]): void
  /** Something that the plugin may not do. */
  attempt(what: string): void
  /** It asked for what it does not get: now and then that is well. */
  idle(): void
  ended(): void
}

/** What a process did that ends it. */
export class Misconduct extends Error {
  readonly kind: 'output' | 'protocol'

  constructor(kind: 'output' | 'protocol', what: string) {
    super(what)
    this.kind = kind
  }
}
