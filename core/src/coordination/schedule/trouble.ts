/** Bits of `WorkingColumns.trouble`: what a pass noticed about a node, to be told in full once it is over. */
export const TROUBLE = {
  calendar: 1,
  horizon: 2,
  /** Its constraint, or the date somebody set by hand, is before what it waits for. */
  contradicted: 4,
  /** It has begun and is not done: whether it could is asked later. */
  begun: 8,
  doneWithoutDates: 16,
  actualsReversed: 32,
  deadline: 64,
  /** A date that its constraint or its flag needs is not there. */
  dateMissing: 128,
} as const

/** Bits that the backward pass sets; the forward pass sets all others. */
export const LATE_TROUBLE = TROUBLE.deadline
