/** A reply or a request that the API description does not allow. */
export interface Violation {
  readonly side: 'reply' | 'request'
  /** `GET /repos/{owner}/{repo}/issues`, or the path when no operation fits. */
  readonly operation: string
  readonly status: number
  /** JSON pointer into the body, or the name of a parameter. */
  readonly place: string
  readonly problem: string
}

export interface CoverageRow {
  readonly operation: string
  readonly status: number
  readonly count: number
}
