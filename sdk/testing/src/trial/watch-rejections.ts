/** Failures of promises that nobody waited for, while this is open. */
export interface RejectionWatch extends Disposable {
  readonly found: readonly string[]
}

const watching = new Set<string[]>()
let others: NodeJS.UnhandledRejectionListener[] = []

function note(reason: unknown): void {
  const words = reason instanceof Error ? reason.message : String(reason)
  for (const found of watching) found.push(words)
}

/**
 * Listens in the place of everybody else while any watch is open: a test runner would take what a plugin leaves
 * behind for a failure of its own, and a process would end.
 */
export function watchRejections(): RejectionWatch {
  if (watching.size === 0) {
    others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', note)
  }
  const found: string[] = []
  watching.add(found)
  return {
    found,
    [Symbol.dispose]: () => {
      if (!watching.delete(found) || watching.size > 0) return
      process.removeListener('unhandledRejection', note)
      for (const other of others) process.on('unhandledRejection', other)
    },
  }
}
