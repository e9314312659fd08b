import { breather } from '@headless-pmo/engine'
import type { Steps } from './steps.ts'

/** Runs a computation on the main loop, which turns whenever it has been held for a while (law 11). */
export async function withBreaths<Result>(steps: Steps<Result>): Promise<Result> {
  const breathe = breather()
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    const rest = breathe()
    // Waiting for nothing would still cost a turn of all promises at each of many small steps.
    if (rest !== undefined) await rest
  }
}
