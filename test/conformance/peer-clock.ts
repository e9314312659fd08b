import { afterEach, beforeEach, vi } from 'vitest'
import type { SimulatorClock } from '@headless-pmo/simulators/github'

const START = Date.parse('2026-01-05T09:00:00Z')

/**
 * Has the process's clock stand still in each test, so that a peer without a clock of its own writes the same
 * instants as the simulator. Timers and sockets run on.
 */
export function useStandingClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

/** The standing clock, for the simulator and the engine. */
export const standingClock: SimulatorClock = {
  now: () => Date.now(),
  advance: (ms) => void vi.setSystemTime(Date.now() + ms),
}
