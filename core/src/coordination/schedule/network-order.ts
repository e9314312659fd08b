import type { ScheduleProblem } from './schedule-problem.ts'

/**
 * The order in which a network is scheduled, as flat arrays. A node without children is one event. A summary is
 * two: its head, which everything below it waits for, and its tail, which waits for everything below it.
 * Events 0 to `size` − 1 are the nodes themselves (of a summary: its tail), event `size` + n the n-th head.
 */
export interface NetworkOrder {
  /** Events, each after all that it waits for. */
  readonly order: Int32Array
  /** Links into node n: `predecessorLinks[predecessorAt[n] … predecessorAt[n + 1] − 1]`; only links that count. */
  readonly predecessorAt: Int32Array
  readonly predecessorLinks: Int32Array
  /** Links out of node n likewise. */
  readonly successorAt: Int32Array
  readonly successorLinks: Int32Array
  /** Children of node n likewise; empty of one that is no summary. */
  readonly childrenAt: Int32Array
  readonly children: Int32Array
  /** The parent that counts: −1 where the stated one is unknown or part of a ring of parents. */
  readonly parent: Int32Array
  /** Number of a summary's head, −1 of a node without children. */
  readonly head: Int32Array
  /** The summary of each head. */
  readonly headNode: Int32Array
  readonly problems: readonly ScheduleProblem[]
}

/** The place of each event in an order. */
export function ranksOf({ order }: Pick<NetworkOrder, 'order'>): Int32Array {
  const ranks = new Int32Array(order.length)
  for (const [rank, event] of order.entries()) ranks[event] = rank
  return ranks
}
