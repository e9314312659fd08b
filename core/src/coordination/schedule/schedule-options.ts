/** How late dates and criticality are found. */
export interface ScheduleOptions {
  /**
   * The late finish of a node that nothing waits for: the end of its project, that of all projects together, or
   * its own early finish. Default `project`.
   */
  readonly ends?: 'project' | 'portfolio' | 'own'
  /** Total float in working minutes up to which a node is critical. Default 0. */
  readonly criticalFloat?: number
  /** Start of nodes that have no project, or whose project states none. Absolute minutes; default 0. */
  readonly defaultStart?: number
}
