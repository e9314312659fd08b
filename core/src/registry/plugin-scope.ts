import { AsyncLocalStorage } from 'node:async_hooks'

/** Whose code runs here. */
export interface PluginScope {
  readonly plugin: string
  /** Hides secrets in what it throws. */
  readonly redact: (text: string) => string
}

/** Told of an error that a plugin left for nobody to catch: a floating promise, a timer. */
export type OnStray = (scope: PluginScope, error: unknown) => void

const storage = new AsyncLocalStorage<PluginScope>()
const watchers = new Set<OnStray>()

/** Runs what a plugin does, so that errors which nobody catches are known to be its own (law 14). */
export function runAsPlugin<T>(scope: PluginScope, work: () => T): T {
  return storage.run(scope, work)
}

/**
 * Keeps errors that plugins let go astray from ending the process. One of the server's own ends it as
 * before: what state it would be in, nobody knows.
 */
export function watchStrayErrors(onStray: OnStray): Disposable {
  if (watchers.size === 0) process.on('uncaughtException', receive)
  watchers.add(onStray)
  return {
    [Symbol.dispose]() {
      watchers.delete(onStray)
      if (watchers.size === 0) process.off('uncaughtException', receive)
    },
  }
}

/** Rejections that nobody handles arrive here as well. */
function receive(error: unknown): void {
  const scope = storage.getStore()
  if (scope !== undefined) {
    for (const onStray of watchers) onStray(scope, error)
    return
  }
  // Somebody else looks after the process.
  if (process.listenerCount('uncaughtException') > 1) return
  process.off('uncaughtException', receive)
  setImmediate(() => {
    throw error
  })
}
