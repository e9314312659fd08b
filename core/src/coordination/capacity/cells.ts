import type { CellColumns } from './capacity-input.ts'

/** Sums by claimant, project and period. */
export class Cells {
  readonly #places = new Map<number, number>()
  readonly #projects: number
  readonly #periods: number
  readonly #stated: number[] = []
  readonly #assumed: number[] = []

  constructor(projects: number, periods: number) {
    this.#projects = projects
    this.#periods = periods
  }

  add(
    of: { readonly claimant: number; readonly project: number; readonly period: number },
    minutes: number,
    assumed: boolean,
  ): void {
    const key = (of.claimant * this.#projects + of.project) * this.#periods + of.period
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.#places.size
      this.#places.set(key, place)
      this.#stated.push(0)
      this.#assumed.push(0)
    }
    const sums = assumed ? this.#assumed : this.#stated
    sums[place] = (sums[place] ?? 0) + minutes
  }

  /** By claimant, then project, then period. */
  columns(): CellColumns {
    const keys = Float64Array.from(this.#places.keys()).toSorted()
    const places = Int32Array.from(keys, (key) => this.#places.get(key) ?? 0)
    return {
      claimant: Int32Array.from(keys, (key) => Math.floor(key / this.#periods / this.#projects)),
      project: Int32Array.from(keys, (key) => Math.floor(key / this.#periods) % this.#projects),
      period: Int32Array.from(keys, (key) => key % this.#periods),
      stated: Float64Array.from(places, (place) => this.#stated[place] ?? 0),
      assumed: Float64Array.from(places, (place) => this.#assumed[place] ?? 0),
    }
  }
}
