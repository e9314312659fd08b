/** Where time lies on the screen. */
export interface TimeScale {
  /** Instant at the left edge, milliseconds since 1970 UTC. */
  readonly origin: number
  readonly msPerPx: number
}

export const DAY = 86_400_000
/** Closest and widest that a roadmap is drawn: 6 pixels an hour, and 30 years over a screen. */
export const LEAST_MS_PER_PX = DAY / 144
export const MOST_MS_PER_PX = (30 * 365 * DAY) / 800

export function xOf({ origin, msPerPx }: TimeScale, time: number): number {
  return (time - origin) / msPerPx
}

export function timeAt({ origin, msPerPx }: TimeScale, x: number): number {
  return origin + x * msPerPx
}

/** Closer (factor above 1) or wider; what lies at `x` stays there. */
export function zoomed(scale: TimeScale, factor: number, x: number): TimeScale {
  const msPerPx = Math.min(MOST_MS_PER_PX, Math.max(LEAST_MS_PER_PX, scale.msPerPx / factor))
  return { msPerPx, origin: timeAt(scale, x) - x * msPerPx }
}

/** Moved by some pixels: what was at `dx` is at the left edge then. */
export function panned(scale: TimeScale, dx: number): TimeScale {
  return { ...scale, origin: scale.origin + dx * scale.msPerPx }
}

/** All of a stretch on the screen, with a little room at its ends. */
export function fitted(from: number, until: number, width: number): TimeScale {
  const span = Math.max(until - from, 7 * DAY)
  const msPerPx = Math.min(MOST_MS_PER_PX, Math.max(LEAST_MS_PER_PX, (span * 1.06) / Math.max(width, 1)))
  return { origin: from - span * 0.03, msPerPx }
}

/** A line of the time axis. */
export interface Tick {
  readonly time: number
  readonly label: string
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** Units from fine to coarse, with the fewest pixels that one needs for its label, and the unit above it. */
const UNITS: readonly (readonly [Unit, number, number, Unit])[] = [
  ['day', DAY, 26, 'month'],
  ['week', 7 * DAY, 40, 'month'],
  ['month', 30 * DAY, 34, 'year'],
  ['quarter', 91 * DAY, 30, 'year'],
  ['year', 365 * DAY, 36, 'year'],
]

/** Lines of the axis over some width: fine ones, and coarse ones above them. Pure. */
export function ticksOf(
  scale: TimeScale,
  width: number,
): { readonly minor: readonly Tick[]; readonly major: readonly Tick[] } {
  const [minor, , , major] =
    UNITS.find(([, length, pixels]) => length / scale.msPerPx >= pixels) ??
    UNITS[UNITS.length - 1] ??
    UNITS[0]!
  const until = timeAt(scale, width)
  return {
    minor: ticksBetween(minor, scale.origin, until),
    major: minor === major ? [] : ticksBetween(major, scale.origin, until),
  }
}

function ticksBetween(unit: Unit, from: number, until: number): readonly Tick[] {
  const ticks: Tick[] = []
  for (let time = beginOf(unit, from); time <= until && ticks.length < 2000; time = nextOf(unit, time)) {
    ticks.push({ time, label: labelOf(unit, time) })
  }
  return ticks
}

function beginOf(unit: Unit, time: number): number {
  const date = new Date(time)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (unit) {
    case 'day':
      return Date.UTC(year, month, date.getUTCDate())
    case 'week':
      // Weeks begin on Monday.
      return Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
    case 'month':
      return Date.UTC(year, month)
    case 'quarter':
      return Date.UTC(year, month - (month % 3))
    case 'year':
      return Date.UTC(year, 0)
    default:
      return unit satisfies never
  }
}

function nextOf(unit: Unit, time: number): number {
  const date = new Date(time)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (unit) {
    case 'day':
      return time + DAY
    case 'week':
      return time + 7 * DAY
    case 'month':
      return Date.UTC(year, month + 1)
    case 'quarter':
      return Date.UTC(year, month + 3)
    case 'year':
      return Date.UTC(year + 1, 0)
    default:
      return unit satisfies never
  }
}

const monthName = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' })

function labelOf(unit: Unit, time: number): string {
  const date = new Date(time)
  switch (unit) {
    case 'day':
    case 'week':
      return String(date.getUTCDate())
    case 'month':
      return `${monthName.format(date)}${date.getUTCMonth() === 0 ? ` ${date.getUTCFullYear()}` : ''}`
    case 'quarter':
      return `Q${date.getUTCMonth() / 3 + 1}`
    case 'year':
      return String(date.getUTCFullYear())
    default:
      return unit satisfies never
  }
}
