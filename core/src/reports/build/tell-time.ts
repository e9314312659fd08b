/** An instant for people, to the minute and with its zone: `2026-11-23 00:09 UTC`; what is no instant stands as it is. */
export function instantText(instant: string): string {
  try {
    return `${Temporal.Instant.from(instant).toString({ smallestUnit: 'minute', roundingMode: 'trunc' }).slice(0, 16).replace('T', ' ')} UTC`
  } catch {
    return instant
  }
}

/** Calendar days against what was agreed: `3 days late`, `on the day`, `1 day early`. */
export function latenessText(days: number): string {
  if (days === 0) return 'on the day'
  const count = Math.abs(days)
  return `${count} day${count === 1 ? '' : 's'} ${days > 0 ? 'late' : 'early'}`
}
