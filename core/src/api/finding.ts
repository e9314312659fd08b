/** One thing that was looked at. */
export interface Finding {
  /** What was looked at: `database`, `connection github`. */
  readonly subject: string
  readonly state: 'ok' | 'warning' | 'error'
  /** One sentence: what is so. */
  readonly sentence: string
  /** What to do about it. */
  readonly action?: string
}
