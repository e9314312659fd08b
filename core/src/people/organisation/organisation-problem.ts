/** Something in the organisation that does not fit; everything else is used without it. */
export interface OrganisationProblem {
  /** Of the entry that says so. */
  readonly kind: 'unit' | 'role' | 'team' | 'person' | 'calendar'
  readonly id: string
  readonly reason: 'unknown-target' | 'circle' | 'shared-account' | 'second-default' | 'backwards'
  /** What is wrong, where, and what to do. */
  readonly sentence: string
}
