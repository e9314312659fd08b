import { PmoError } from '../../config/index.ts'

/** Streams that one token or session name may have open: some pages of some browsers, and programs beside them. */
const MOST = 32

/** Counts open streams by who reads, so that one token cannot take them all. */
export class OpenStreams {
  readonly #open = new Map<string, number>()
  readonly #most: number

  constructor(most: number = MOST) {
    this.#most = most
  }

  /**
   * Takes a place.
   * @returns what gives it back; a second call does nothing
   * @throws PmoError `too-many` when all are taken
   */
  take(name: string): () => void {
    const open = this.#open.get(name) ?? 0
    if (open >= this.#most) {
      throw new PmoError(
        'too-many',
        `"${name}" has ${open} event streams open, and no more are given; close one, or use another token.`,
      )
    }
    this.#open.set(name, open + 1)
    let held = true
    return () => {
      if (!held) return
      held = false
      const left = (this.#open.get(name) ?? 1) - 1
      if (left === 0) this.#open.delete(name)
      else this.#open.set(name, left)
    }
  }
}
