/**
 * How many items of a stream one run may remove without asking (law 4): 5 % of the live ones, but never
 * fewer than 5 nor more than 50.
 */
export function removalLimit(live: number): number {
  return Math.max(5, Math.min(50, Math.floor(live * 0.05)))
}

/** Whether a removal may go ahead, or why it must wait for a person. */
export function judgeRemoval(input: {
  readonly live: number
  readonly removedBefore: number
  readonly candidates: number
}): 'go' | 'limit' | 'suspect' {
  const { live, removedBefore, candidates } = input
  if (candidates === 0) return 'go'
  // `live` is counted when the run begins: what it removed before counts towards the same limit.
  if (removedBefore + candidates >= live) return 'suspect'
  return removedBefore + candidates > removalLimit(live) ? 'limit' : 'go'
}
