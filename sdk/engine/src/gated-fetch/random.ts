/** Numbers from 0 up to 1 that a seed fixes (mulberry32): waits are spread, and a test can repeat them. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Exponential backoff with full jitter: anywhere up to the doubled step, so that clients do not march in step. */
export function backoff(
  attempt: number,
  random: () => number,
  limits: { readonly baseMs: number; readonly capMs: number },
): number {
  return Math.round(random() * Math.min(limits.capMs, limits.baseMs * 2 ** (attempt - 1)))
}
