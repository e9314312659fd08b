// Taken before the plugin runs: what answers the server's question for signs of life must not depend on it.
const later = setImmediate
const now = performance.now.bind(performance)

/** The longest that mapping holds the loop of this process between two breaths, in milliseconds. */
const HOLD_MS = 50

/** Makes a breather: awaited in a loop, it lets the process answer the server now and then. */
export function breath(): () => Promise<void> | undefined {
  let since = now()
  return () => {
    if (now() - since < HOLD_MS) return undefined
    return new Promise((resolve) => {
      later(() => {
        since = now()
        resolve()
      })
    })
  }
}
