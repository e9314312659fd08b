/** A controller that aborts with the first of several signals and lets go of them when it is released. */
export function linkSignals(...signals: readonly (AbortSignal | undefined)[]): {
  readonly signal: AbortSignal
  readonly release: () => void
} {
  const controller = new AbortController()
  const releases: (() => void)[] = []
  for (const source of signals) {
    if (source === undefined) continue
    if (source.aborted) {
      controller.abort(source.reason)
      break
    }
    const abort = (): void => controller.abort(source.reason)
    source.addEventListener('abort', abort, { once: true })
    releases.push(() => source.removeEventListener('abort', abort))
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release()
    },
  }
}

/**
 * Waits for `work`, but no longer than the signal allows: work that does not heed it is left behind, and
 * what it gives later goes to `late`.
 */
export async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  late: (value: T) => void = () => {},
): Promise<T> {
  let abort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
  let done = false
  const watch = async (): Promise<void> => {
    try {
      const value = await work
      if (!done && signal.aborted) late(value)
    } catch {
      // Told below, or no longer of interest to anybody.
    }
  }
  void watch()
  try {
    const value = await Promise.race([work, aborted])
    done = true
    return value
  } finally {
    signal.removeEventListener('abort', abort)
    aborted.catch(() => {})
  }
}
