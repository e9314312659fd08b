/** Those of many that bring most, the first of equals before the others: what `toSorted` and `slice` tell, without ordering all. */
export class Most<One> {
  readonly #limit: number
  readonly #found: { readonly one: One; readonly brings: number }[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  add(one: One, brings: number): void {
    const found = this.#found
    if (found.length >= this.#limit && brings <= (found.at(-1)?.brings ?? Infinity)) return
    const place = found.findLastIndex((other) => other.brings >= brings) + 1
    found.splice(place, 0, { one, brings })
    if (found.length > this.#limit) found.pop()
  }

  /** That which brings most first. */
  told(): readonly One[] {
    return this.#found.map(({ one }) => one)
  }
}
