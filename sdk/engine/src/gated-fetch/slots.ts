import type { Priority } from './admission.ts'

interface Waiting {
  readonly enter: () => void
}

/** Places for requests under way at once; whoever is interactive goes before backfill. */
export class Slots {
  #free: number
  readonly #waiting: Readonly<Record<Priority, Waiting[]>> = { interactive: [], backfill: [] }

  constructor(count: number) {
    this.#free = count
  }

  /** Resolves with the function that gives the place back; rejects when the signal aborts first. */
  async enter(priority: Priority, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free--
    else await this.#queue(priority, signal)
    let held = true
    return () => {
      if (!held) return
      held = false
      const next = this.#waiting.interactive.shift() ?? this.#waiting.backfill.shift()
      if (next === undefined) this.#free++
      else next.enter()
    }
  }

  #queue(priority: Priority, signal: AbortSignal): Promise<void> {
    const queue = this.#waiting[priority]
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        queue.splice(queue.indexOf(waiting), 1)
        // The reason is the caller's own and travels as it is.
        reject(signal.reason as Error)
      }
      const waiting: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      queue.push(waiting)
    })
  }
}
