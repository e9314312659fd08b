/** Seeded source of chance: same seed, same sequence, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [low, high], both included. */
  int(low: number, high: number): number
  /** One element; throws on an empty list, because that is a mistake of the caller. */
  pick<T>(list: readonly T[]): T
  /** True with the given probability. */
  chance(probability: number): boolean
  /** `length` hexadecimal digits. */
  hex(length: number): string
}

/** mulberry32: 32 bits of state are plenty for test data, and it is ten lines that never change. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    pick: <T>(list: readonly T[]): T => {
      const index = int(0, list.length - 1)
      if (list.length === 0) throw new Error('Cannot pick from an empty list.')
      // In range by construction; T may itself include undefined, so no check on the value.
      return list[index] as T
    },
    chance: (probability) => next() < probability,
    hex: (length) => Array.from({ length }, () => int(0, 15).toString(16)).join(''),
  }
}

/** A stable 32-bit hash of a whole number: used where an order must look arbitrary and yet never change. */
export const scramble = (value: number, seed: number): number => {
  let mixed = Math.imul((value ^ seed) >>> 0, 0x9e3779b1)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x85ebca77)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
