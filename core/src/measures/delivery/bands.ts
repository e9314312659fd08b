/** How good delivery is, by the words of the yearly DORA reports. */
export type Band = 'elite' | 'high' | 'medium' | 'low'

const HOUR = 1 / 24
const WEEK = 7
const MONTH = 30

/**
 * Lead time for changes: elite below an hour, high up to a week, medium up to a month, low above. The published bands leave out the time
 * between an hour and a day; here it is high, since it is better than what is high.
 */
export function leadTimeBand(days: number): Band {
  if (days < HOUR) return 'elite'
  if (days <= WEEK) return 'high'
  return days <= MONTH ? 'medium' : 'low'
}

/** Deployment frequency: elite once a day or more often, high once a week, medium once a month, low less often. */
export function frequencyBand(perDay: number): Band {
  if (perDay >= 1) return 'elite'
  if (perDay >= 1 / WEEK) return 'high'
  return perDay >= 1 / MONTH ? 'medium' : 'low'
}

/** Time to restore: elite below an hour, high below a day, medium up to a week, low above. */
export function recoveryBand(days: number): Band {
  if (days < HOUR) return 'elite'
  if (days < 1) return 'high'
  return days <= WEEK ? 'medium' : 'low'
}

/**
 * Change failure rate: elite up to 15 %, high up to 30 %, medium up to 45 %, low above. The published bands differ by the year and
 * overlap; these are even steps from the one border they share.
 */
export function failureBand(share: number): Band {
  if (share <= 0.15) return 'elite'
  if (share <= 0.3) return 'high'
  return share <= 0.45 ? 'medium' : 'low'
}

/** The worst of several. */
export function worstBand(bands: readonly Band[]): Band | undefined {
  return (['low', 'medium', 'high', 'elite'] as const).find((band) => bands.includes(band))
}
