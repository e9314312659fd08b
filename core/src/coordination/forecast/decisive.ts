/** How much an item decides about a finish. */
export interface Weight {
  /** Its position in the program. */
  readonly at: number
  /** Share of iterations in which it lay on a critical path. */
  readonly share: number
  /** Schedule sensitivity index. */
  readonly ssi: number
}

/** Those kept beyond what is asked for, so that they are sorted seldom. */
const SPARE = 1000

/** Keeps the items that decide most, of however many: they are never sorted all at once (law 11). */
export class Decisive {
  readonly #most: number
  #kept: Weight[] = []

  /** @param most how many are asked for */
  constructor(most: number) {
    this.#most = most
  }

  add(weight: Weight): void {
    this.#kept.push(weight)
    if (this.#kept.length >= this.#most + SPARE) this.#kept = this.most()
  }

  /** The most decisive first, by index, then by share; of equals the one added first. */
  most(): Weight[] {
    return this.#kept
      .toSorted((one, other) => other.ssi - one.ssi || other.share - one.share)
      .slice(0, this.#most)
  }
}
