import type { StatusCategory } from '@headless-pmo/sdk'
import { categoryAt, type ItemHistory } from '../flow/item-history.ts'
import type { DaySample } from './day-samples.ts'

/** How many items were in each state at a time. */
export interface StateCount {
  readonly day: string
  readonly todo: number
  readonly inProgress: number
  readonly done: number
  readonly cancelled: number
  /** Items of which nothing tells whether they were there, or in which state: in no other count. */
  readonly unknown: number
}

type Counted = Exclude<keyof StateCount, 'day'>

const COUNTED: Readonly<Record<StatusCategory, Counted>> = {
  todo: 'todo',
  in_progress: 'inProgress',
  done: 'done',
  cancelled: 'cancelled',
}

/**
 * Counts items by state at each sample. Every item is taken once for each stretch between two of its changes, however many samples
 * lie in it; {@link categoryAt} says what it was there, so that a curve cannot differ from a figure.
 */
export class StateCounts {
  readonly #samples: readonly DaySample[]
  readonly #changes: Readonly<Record<Counted, Float64Array>>

  constructor(samples: readonly DaySample[]) {
    this.#samples = samples
    const empty = () => new Float64Array(samples.length + 1)
    this.#changes = {
      todo: empty(),
      inProgress: empty(),
      done: empty(),
      cancelled: empty(),
      unknown: empty(),
    }
  }

  add(history: ItemHistory): void {
    const { created, started, finished, since, steps } = history
    const times = [created, started, finished, since, ...steps.map(({ at }) => at)]
      .filter((time) => time !== undefined)
      .toSorted((a, b) => a - b)
    let from = -Infinity
    for (const until of [...times, Infinity]) {
      const [first, after] = [this.#firstFrom(from), this.#firstFrom(until)]
      if (first < after) {
        const category = categoryAt(history, from)
        if (category !== undefined) this.#count(COUNTED[category], first, after)
        else if (created === undefined || created <= from) this.#count('unknown', first, after)
      }
      from = until
    }
  }

  /** The counts so far, by day. */
  told(): readonly StateCount[] {
    const now: Record<Counted, number> = { todo: 0, inProgress: 0, done: 0, cancelled: 0, unknown: 0 }
    return this.#samples.map(({ day }, index) => {
      for (const name of Object.values(COUNTED)) now[name] += this.#changes[name][index] ?? 0
      now.unknown += this.#changes.unknown[index] ?? 0
      return { day, ...now }
    })
  }

  #count(name: Counted, first: number, after: number): void {
    const changes = this.#changes[name]
    changes[first] = (changes[first] ?? 0) + 1
    changes[after] = (changes[after] ?? 0) - 1
  }

  /** Place of the first sample at or after a time. */
  #firstFrom(time: number): number {
    let [low, high] = [0, this.#samples.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#samples[middle]?.at ?? Infinity) < time) low = middle + 1
      else high = middle
    }
    return low
  }
}
