import type { VirtualClock } from '@headless-pmo/engine'

/** How a piece of work ended. `hung`: nothing it could wait for was left, or it waited for ever. */
export type Driven<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'threw'; readonly error: unknown }
  | { readonly state: 'hung'; readonly why: string }

/** Bounds of a piece of work. */
export interface DriveLimits {
  /** Longest by the virtual clock, in milliseconds. Default: two days. */
  readonly mostMs?: number
  /** Says why it is to be given up; undefined while it may go on. Asked on every turn. */
  readonly enough?: () => string | undefined
}

const TWO_DAYS_MS = 2 * 86_400_000

/** Turns of the event loop, and milliseconds of real time, in which nothing happens before work counts as hung. */
const IDLE_TURNS = 400
const IDLE_MS = 600

/** Lets all that is ready run. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Moves the clock from sleeper to sleeper until work is done, as the clock's own `run` does; but gives up work
 * that hangs, with the reason.
 */
export async function drive<T>(
  clock: VirtualClock,
  work: Promise<T>,
  { mostMs = TWO_DAYS_MS, enough }: DriveLimits = {},
): Promise<Driven<T>> {
  const started = clock.now()
  const end: { as?: Driven<T> } = {}
  void note(work, end)
  let idle = 0
  let since = performance.now()
  for (;;) {
    await turn()
    if (end.as !== undefined) return end.as
    const why = enough?.()
    if (why !== undefined) return { state: 'hung', why }
    const at = clock.next()
    if (at === undefined) {
      if (++idle > IDLE_TURNS && performance.now() - since > IDLE_MS)
        return { state: 'hung', why: 'it waits for something that nobody will do' }
      continue
    }
    if (at - started > mostMs)
      return {
        state: 'hung',
        why: `it was still waiting after ${Math.round((clock.now() - started) / 60_000)} minutes`,
      }
    idle = 0
    since = performance.now()
    await clock.advance(at - clock.now())
  }
}

async function note<T>(work: Promise<T>, end: { as?: Driven<T> }): Promise<void> {
  try {
    end.as = { state: 'done', value: await work }
  } catch (error) {
    end.as = { state: 'threw', error }
  }
}
