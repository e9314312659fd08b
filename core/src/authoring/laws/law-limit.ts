/** Above what the kit itself gives one law: what comes this late is stuck where the kit cannot reach. */
const USUAL_MS = 150_000
const USUAL_ROUNDS = 20

/**
 * Longest that one test may keep silent, in milliseconds: `PMO_LAW_SECONDS`, else two and a half minutes, more with more
 * `PMO_LAW_ROUNDS`. Pure.
 */
export function lawLimitMs(variables: Readonly<Record<string, string | undefined>>): number {
  const seconds = Number(variables['PMO_LAW_SECONDS'])
  if (seconds > 0) return seconds * 1000
  const rounds = Number(variables['PMO_LAW_ROUNDS'])
  return USUAL_MS * Math.max(1, rounds > 0 ? rounds / USUAL_ROUNDS : 1)
}

/** What is said of a law that did not come back: nothing inside its own thread can tell. */
export function stuckSentence(what: string, limitMs: number): string {
  return `${what} did not come back within ${Math.round(limitMs / 1000)} seconds and was ended: the plugin or its fake goes round without ever waiting. Look for a loop without an end in read, map, ref or respond.`
}
