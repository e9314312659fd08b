/** What is wrong with the records that a network is made of. What is wrong with dates is told by the schedule. */
export type NetworkProblemKind =
  | 'unknown-end'
  | 'unknown-parent'
  | 'own-parent'
  | 'self-link'
  | 'unknown-calendar'
  | 'calendar'
  | 'time-zone'

/** A finding about one record or link. What it names is left out or replaced as its sentence says. */
export interface NetworkProblem {
  readonly kind: NetworkProblemKind
  /** What is wrong, where, and what to do. */
  readonly sentence: string
  /** Indices of the nodes concerned. */
  readonly nodes: readonly number[]
  readonly connection?: string
  /** Ref of the record that says so: a dependency, a calendar, an item. */
  readonly ref?: string
}
