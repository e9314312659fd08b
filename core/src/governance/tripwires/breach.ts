/** What a rule says about one tolerance of a project. */
export interface ToleranceVerdict {
  /** Id of the tolerance. */
  readonly tolerance: string
  /** breached: beyond it; kept: within it. What is not known is left out: it changes nothing. */
  readonly state: 'breached' | 'kept'
  /** One sentence with the figures, why it is breached. */
  readonly message: string
}

/** A review that a breach has opened. */
export interface OpenedReview {
  readonly review: string
  readonly project: string
  readonly tolerance: string
  readonly owner?: string
  readonly action: string
  /** Day by which the action is to be done, YYYY-MM-DD. */
  readonly due: string
}
