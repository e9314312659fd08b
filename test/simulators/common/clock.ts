/** The simulator's only notion of time. */
export interface SimulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves the clock forward by `ms`; time never goes back. */
  advance(ms: number): void
}

/** Stands still until advanced: two edits without an `advance` between them carry the same timestamp. */
export const fixedClock = (start: string | number): SimulatorClock => {
  let current = instantOf(start)
  return {
    now: () => current,
    advance: (ms) => {
      if (!(ms >= 0)) throw new Error(`The clock can only be advanced; ${ms} ms would turn it back.`)
      current += ms
    },
  }
}

/** Starts at `start` (default: the real present) and runs on with real time. */
export const runningClock = (start?: string | number): SimulatorClock => {
  let offset = start === undefined ? 0 : instantOf(start) - Date.now()
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      if (!(ms >= 0)) throw new Error(`The clock can only be advanced; ${ms} ms would turn it back.`)
      offset += ms
    },
  }
}

/** Milliseconds of an ISO instant or of a number; throws on anything else. */
export const instantOf = (value: string | number): number => {
  const ms = typeof value === 'number' ? value : Date.parse(value)
  if (!Number.isFinite(ms))
    throw new Error(`"${value}" is not an instant. Write it like 2026-01-05T09:00:00Z.`)
  return ms
}

/** GitHub's timestamps: UTC, whole seconds. */
export const timestamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
