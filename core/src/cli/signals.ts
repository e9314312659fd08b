/** Signals that ask a process to end. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/**
 * A terminal sends Ctrl-C to the whole group, and the launcher and npm pass it on: within this time several are
 * one. A later one is a person who does not want to wait.
 */
const SAME_MS = 1500

/** Turns the signals that end a process into an abort; the second, later one ends it at once. */
export function onInterrupt(): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController()
  let first: number | undefined
  const listener = (): void => {
    const now = performance.now()
    if (first === undefined) {
      first = now
      controller.abort()
    } else if (now - first > SAME_MS) process.exit(130)
  }
  for (const name of SIGNALS) process.on(name, listener)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of SIGNALS) process.off(name, listener)
    },
  }
}
