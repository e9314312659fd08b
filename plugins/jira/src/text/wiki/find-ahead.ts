/**
 * Finds the next place of a sign in a text. What was found is kept, so that a text full of signs that are never
 * closed is still read once: asking from one place after another costs no more than one pass for each sign.
 */
export class FindAhead {
  readonly #text: string
  readonly #found = new Map<string, number>()

  constructor(text: string) {
    this.#text = text
  }

  /** Index of the sign at or after `from`; the text's length where there is none. `from` may only grow. */
  next(sign: string, from: number): number {
    const known = this.#found.get(sign)
    if (known !== undefined && known >= from) return known
    const index = this.#text.indexOf(sign, from)
    const found = index < 0 ? this.#text.length : index
    this.#found.set(sign, found)
    return found
  }
}
