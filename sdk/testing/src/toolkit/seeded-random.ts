/** Numbers that look random and are always the same for one seed. See {@link seededRandom}. */
export interface SeededRandom {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  /** One of these. @throws RangeError when there is none */
  pick<T>(choices: readonly T[]): T
}

/**
 * Begins a sequence; equal seeds give equal ones.
 *
 * @example
 * ```ts
 * const random = seededRandom(7)
 * const status = random.pick(['Open', 'Closed']) // the same for every run
 * ```
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0
  // mulberry32: small, and even enough for test data.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    below,
    pick(choices) {
      const index = below(choices.length)
      if (index >= choices.length) throw new RangeError('There is nothing to pick from.')
      // The index lies inside.
      return choices[index] as (typeof choices)[number]
    },
  }
}
