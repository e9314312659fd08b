const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** A length of time in its largest unit: `420 ms`, `42 s`, `3 min`, `2 d`. */
export function lengthText(ms: number): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? (['ms', 1] as const)
  return `${Math.floor(Math.max(0, ms) / size)} ${unit}`
}

/** How long ago an instant was: `just now`, `5 min ago`. */
export function agoText(instant: string, now: number): string {
  const ms = now - Date.parse(instant)
  return ms < 60_000 ? 'just now' : `${lengthText(ms)} ago`
}

/** An instant on this machine's clock, with the day where it is not today: `14:05:09`, `2026-03-01 14:05:09`. */
export function clockText(instant: string, now: number, zone = Temporal.Now.timeZoneId()): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  const time = at.toPlainTime().toString({ smallestUnit: 'second' })
  return at.toPlainDate().equals(today) ? time : `${at.toPlainDate().toString()} ${time}`
}

/** A count with its digits in groups: `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US')
}

/** A count of things: `1 item`, `2 items`. */
export function things(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`
}
