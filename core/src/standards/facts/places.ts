/** Values that are pointed at by their place. */
export class Places<T> {
  readonly #places = new Map<T, number>()

  get all(): readonly T[] {
    return [...this.#places.keys()]
  }

  of(value: T): number {
    const known = this.#places.get(value)
    if (known !== undefined) return known
    this.#places.set(value, this.#places.size)
    return this.#places.size - 1
  }
}
