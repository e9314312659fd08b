/** What turns 32 random bits into the middle of one of 2³² equal parts of (0, 1): never 0 and never 1. */
const PART = 2 ** -32
const GOLDEN = 0x9e3779b9

/**
 * Random numbers of one iteration: xoshiro128++ (Blackman and Vigna, https://prng.di.unimi.it), whose state is made of
 * a seed and the iteration's number. So an iteration has the same numbers in whatever thread and order it runs.
 */
export class RandomStream {
  readonly #state = new Int32Array(4)

  /** Goes to the begin of an iteration's numbers. Seed and iteration are whole numbers from 0 to 2³² − 1. */
  begin(seed: number, iteration: number): void {
    let mixed = (Math.imul(seed, 0x85ebca6b) ^ Math.imul(iteration + 1, 0xc2b2ae35)) | 0
    for (let at = 0; at < 4; at += 1) {
      mixed = (mixed + GOLDEN) | 0
      // Both numbers go into each word by themselves too, so that no two pairs share all four words.
      this.#state[at] = scrambled(mixed ^ (at % 2 === 0 ? seed : iteration)) | (at === 0 ? 1 : 0)
    }
  }

  /** Sets the state itself, for a comparison with the published numbers. */
  restore(state: readonly [number, number, number, number]): void {
    this.#state.set(state)
  }

  /** Writes the next `count` numbers of (0, 1), equally distributed, to the begin of `into`. */
  next(into: Float64Array, count: number): void {
    const state = this.#state
    let a = state[0] ?? 0
    let b = state[1] ?? 0
    let c = state[2] ?? 0
    let d = state[3] ?? 0
    for (let at = 0; at < count; at += 1) {
      const sum = (a + d) | 0
      const bits = (((sum << 7) | (sum >>> 25)) + a) >>> 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = (d << 11) | (d >>> 21)
      into[at] = (bits + 0.5) * PART
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = d
  }
}

/** Mixes the bits of a word so that neighbours differ everywhere (the finaliser of MurmurHash3 by Appleby). */
function scrambled(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
