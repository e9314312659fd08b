/** What is wrong with the records that a network is made of. What is wrong with dates is told by the schedule. */
export type NetworkProblemKind =
  | 'unknown-end'
  | 'unknown-date'
  | 'duplicate-link'
  | 'self-link'
  | 'own-parent'
  | 'parent-cycle'
  | 'unknown-parent'
  | 'unknown-calendar'
  | 'calendar'
  | 'time-zone'
  | 'date'

/** A finding about one record or link; the network is built without what it names. */
export interface NetworkProblem {
  readonly kind: NetworkProblemKind
  /** One sentence: what is wrong, where, what to do. */
  readonly sentence: string
  /** Indices of the nodes concerned, in the order of the sentence. */
  readonly nodes: readonly number[]
  readonly connection?: string
  /** Ref of the record that says so: a dependency, a calendar, an item. */
  readonly ref?: string
}
