/** Lets the event loop turn when a long computation has held it for a while (law 11). */
export type Breathe = () => Promise<void> | undefined

/** The longest a computation holds the loop between two breaths, in milliseconds. */
const HOLD_MS = 8

/**
 * Makes a breather for one computation: `await breathe()` in its loop costs a clock reading, and gives way
 * only when its time is used up.
 */
export function breather(): Breathe {
  let since = performance.now()
  return () => {
    if (performance.now() - since < HOLD_MS) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now()
        resolve()
      })
    })
  }
}
