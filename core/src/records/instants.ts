/**
 * A point in time as Unix microseconds, the precision of the database. A day counts from its start; a day or
 * local time is read in UTC, since its zone is not the record's to tell.
 *
 * @returns undefined for anything that is no point in time
 */
export function microseconds(when: unknown): number | undefined {
  if (typeof when !== 'string') return undefined
  const text = when.length === 10 ? `${when}T00:00Z` : when.endsWith('Z') ? when : `${when}Z`
  try {
    return Number(Temporal.Instant.from(text).epochNanoseconds / 1000n)
  } catch {
    return undefined
  }
}
