const DAY_MS = 86_400_000

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}

const isUtc = (zone: string): boolean => ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'].includes(zone)

/** How far the zone's clocks are ahead of UTC at an instant, milliseconds. */
export const offsetAt = (ms: number, zone: string): number => {
  if (isUtc(zone)) return 0
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const local = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  )
  return local - Math.floor(ms / 1000) * 1000
}

/** Jira's instants: milliseconds and the caller's offset without a colon, `2026-01-05T09:00:00.000+0000`. */
export const jiraInstant = (ms: number, zone = 'UTC'): string => {
  const offset = offsetAt(ms, zone)
  const minutes = Math.abs(offset) / 60_000
  const sign = offset < 0 ? '-' : '+'
  return `${new Date(ms + offset).toISOString().slice(0, 23)}${sign}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`
}

/** Plain ISO in UTC, as the agile API writes it. */
export const isoInstant = (ms: number): string => new Date(ms).toISOString()

/** The instant of a local time of the zone. Of a time that occurs twice, the first. */
export const localInstant = (local: number, zone: string): number => {
  const first = local - offsetAt(local - DAY_MS, zone)
  if (offsetAt(first, zone) === local - first) return first
  return local - offsetAt(local, zone)
}

/** `1w 2d 3h 4m`, with weeks of five days of eight hours. */
export const jiraDuration = (seconds: number): string => {
  const parts: string[] = []
  let left = Math.round(seconds / 60)
  for (const [unit, minutes] of [
    ['w', 2400],
    ['d', 480],
    ['h', 60],
    ['m', 1],
  ] as const) {
    const count = Math.floor(left / minutes)
    left -= count * minutes
    if (count > 0) parts.push(`${count}${unit}`)
  }
  return parts.length === 0 ? '0m' : parts.join(' ')
}
