/** The present in which the demo is looked at: a Monday morning. Pictures and stories are of this day. */
export const PRESENT = '2026-10-05T08:00:00Z'
