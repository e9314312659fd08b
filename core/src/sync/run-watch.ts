import type { Run } from './run.ts'

/** How often a run of another process is looked at, milliseconds. */
const LOOK_EVERY_MS = 1000

/**
 * Tells waiting readers that a run has changed. Runs of this process are told at once; those of another
 * process are noticed by looking.
 */
export class RunWatch {
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Wakes whoever waits for this run. */
  changed(run: string): void {
    for (const wake of this.#waiting.get(run) ?? []) wake()
  }

  /** The states of a run as they come, the last one included. */
  async *follow(id: string, load: () => Promise<Run>, signal?: AbortSignal): AsyncGenerator<Run> {
    let last = ''
    for (;;) {
      const change = this.#nextChange(id, signal)
      const run = await load()
      const text = JSON.stringify(run)
      if (text !== last) yield run
      last = text
      if (run.endedAt !== undefined || signal?.aborted === true) {
        change.forget()
        return
      }
      await change.happened
    }
  }

  #nextChange(id: string, signal?: AbortSignal): { readonly happened: Promise<void>; forget(): void } {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiting = this.#waiting.get(id) ?? new Set()
    this.#waiting.set(id, waiting)
    const forget = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      waiting.delete(wake)
      if (waiting.size === 0) this.#waiting.delete(id)
    }
    const wake = (): void => {
      forget()
      resolve()
    }
    const timer = setTimeout(wake, LOOK_EVERY_MS)
    signal?.addEventListener('abort', wake)
    waiting.add(wake)
    return { happened: promise, forget }
  }
}
