/** Lets at most so many at a time do something, in the order in which they asked. */
export class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  /**
   * Waits for a turn; dispose what comes back to give it on.
   *
   * @throws the signal's reason when it is aborted before
   */
  async take(signal: AbortSignal): Promise<Disposable> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free -= 1
    else await this.#wait(signal)
    return { [Symbol.dispose]: () => this.#giveOn() }
  }

  #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const begin = (): void => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(begin), 1)
      reject(signal.reason)
    }
    this.#waiting.push(begin)
    signal.addEventListener('abort', leave, { once: true })
    return promise
  }

  #giveOn(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free += 1
    else next()
  }
}
