import type { NetworkOrder } from './network-order.ts'

/** The links of each node, in the order of the links. */
export type LinksByNode = Pick<
  NetworkOrder,
  'predecessorAt' | 'predecessorLinks' | 'successorAt' | 'successorLinks'
>

/** What came of sorting: the first `count` of `order` are in order, the others are in or behind rings. */
export interface SortedEvents {
  readonly order: Int32Array
  readonly count: number
  /** How many events each event still waits for. */
  readonly waiting: Int32Array
}
