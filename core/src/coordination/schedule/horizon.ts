/** Begin of the year 1 in absolute minutes, a day early for zones ahead of UTC: no date lies before it. */
export const HORIZON_START = -1_035_593_280 - 1_440
/** End of the year 9999 in absolute minutes, a day late for zones behind UTC. */
export const HORIZON_END = 4_223_371_680 + 1_440

/** Working minutes below which two times are taken as one: sums of fractions of minutes are never quite exact. */
export const TOLERANCE = 1e-3
