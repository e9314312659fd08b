/** A finish as an instant and as the calendar day it lies on. */
export interface FinishDate {
  readonly at: string
  readonly day: string
}
