import type { NetworkNode } from '../network/index.ts'

/** How much of an item is done. Both absent: nothing tells, which is not the same as nothing being done (law 8). */
export interface Progress {
  /** 0 to 100. */
  readonly progress?: number
  /**
   * What it rests on: `state`, that it is done; `percent`, as its tracker states it; `work`, what is booked, or was planned,
   * against what its tracker says is left.
   */
  readonly progressFrom?: 'state' | 'percent' | 'work'
}

/**
 * How much of an item is done, of what its tracker states alone: time that has passed is no progress. What is cancelled has none.
 * Pure.
 */
export function progressOf({
  statusCategory,
  percentComplete,
  work,
}: Pick<NetworkNode, 'statusCategory' | 'percentComplete' | 'work'>): Progress {
  if (statusCategory === 'cancelled') return {}
  if (statusCategory === 'done') return { progress: 100, progressFrom: 'state' }
  if (percentComplete !== undefined) return { progress: bounded(percentComplete), progressFrom: 'percent' }
  const { planned, spent, remaining } = work ?? {}
  if (remaining === undefined) return {}
  // What is booked and what is left make the whole; a plan that was outgrown does not.
  const whole = spent === undefined ? planned : spent + remaining
  if (whole === undefined || whole <= 0) return {}
  return { progress: bounded((1 - remaining / whole) * 100), progressFrom: 'work' }
}

function bounded(percent: number): number {
  return Math.round(Math.min(100, Math.max(0, percent)))
}
