/** Failures of promises that nobody waited for, while this is open. */
export interface RejectionWatch extends Disposable {
  readonly found: readonly string[]
}

/**
 * Listens in the place of everybody else: a test runner would take what a plugin leaves behind for a failure of
 * its own, and a process would end.
 */
export function watchRejections(): RejectionWatch {
  const found: string[] = []
  const others = process.listeners('unhandledRejection')
  const note = (reason: unknown): void =>
    void found.push(reason instanceof Error ? reason.message : String(reason))
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', note)
  return {
    found,
    [Symbol.dispose]: () => {
      process.removeListener('unhandledRejection', note)
      for (const other of others) process.on('unhandledRejection', other)
    },
  }
}
