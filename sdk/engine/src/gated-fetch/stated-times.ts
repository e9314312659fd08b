/** No tracker's window is longer than a day; what is stated beyond is a mistake (a reset in year 1 or 9999). */
export const LONGEST_STATED_WAIT_MS = 25 * 60 * 60 * 1000

/** Difference between the tracker's clock and ours, by its `Date` header; 0 where it has none. */
export function clockSkew(headers: Headers, now: number): number {
  const date = headers.get('date')
  const stated = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(stated) ? 0 : stated - now
}

function sane(at: number, now: number): number | undefined {
  return Number.isFinite(at) && at > now && at - now <= LONGEST_STATED_WAIT_MS ? at : undefined
}

/**
 * The instant of a `Retry-After` header by our clock; seconds and HTTP dates are read.
 * Undefined when it is absent, unreadable or further ahead than a day.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (value === undefined || value === '') return undefined
  if (/^\d+(\.\d+)?$/.test(value)) {
    // "0" means soon; never the same millisecond.
    return sane(now + Math.max(1000, Math.ceil(Number(value) * 1000)), now)
  }
  const skew = clockSkew(headers, now)
  // A date is cut to whole seconds, so the end of its second is meant.
  return sane(Date.parse(value) - skew + 1000, now)
}

/** A reply may be under way while its window ends; a reset further back is nonsense. */
const JUST_ENDED_MS = 2 * 60_000

/**
 * The instant at which a budget is full again, by our clock: Unix seconds or milliseconds, seconds from now,
 * or an ISO instant; `now` for a window that has just ended. Undefined for nonsense.
 */
export function statedReset(value: string | null, headers: Headers, now: number): number | undefined {
  const text = value?.trim()
  if (text === undefined || text === '') return undefined
  const at = resetInstant(text, clockSkew(headers, now), now)
  return at <= now && at > now - JUST_ENDED_MS ? now : sane(at, now)
}

function resetInstant(text: string, skew: number, now: number): number {
  // Times are cut to seconds on the way, so a second is added: late is safe, early is not.
  if (!/^\d+(\.\d+)?$/.test(text)) return Date.parse(text) - skew + 1000
  const number = Number(text)
  if (number > 0 && number <= 90_000) return now + number * 1000
  return (number > 100_000_000_000 ? number : number * 1000) - skew + 1000
}
