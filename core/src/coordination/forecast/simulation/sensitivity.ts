import { drawOf } from './draw.ts'
import type { SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** What rank correlations are computed of. */
export interface SensitivityChunk {
  readonly program: SimulationProgram
  readonly seed: number
  /** Rank of the finish in each iteration from 0, ties in the middle, less the mean rank: one list an end. */
  readonly ranks: readonly Float64Array[]
  /** Which list each draw is compared with, by index of the program's draws; then those of the risks. */
  readonly against: Int32Array
}

/**
 * Rank correlation (Spearman) of each uncertain duration and each risk with a finish. A duration rises with the share of (0, 1) behind
 * it, and such shares are their own ranks; so the shares are drawn again and nothing has to be kept or sorted.
 *
 * @returns one number a draw, then one a risk; NaN where the finish never differed
 */
export function sensitivity({ program, seed, ranks, against }: SensitivityChunk): Float64Array {
  const draw = drawOf(program, seed)
  const durations = program.duration.slice()
  const count = draw.shares.length
  const all = count + program.riskProbability.length
  const sum = new Float64Array(all)
  const squares = new Float64Array(all)
  const products = new Float64Array(all)
  const iterations = ranks[0]?.length ?? 0
  const add = (at: number, rank: number, iteration: number): void => {
    const centred = rank - 0.5
    sum[at] = sum[at]! + centred
    squares[at] = squares[at]! + centred * centred
    products[at] = products[at]! + centred * ranks[against[at]!]![iteration]!
  }
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    draw(iteration, durations)
    for (let at = 0; at < count; at += 1) add(at, draw.shares[at]!, iteration)
    for (let risk = 0; count + risk < all; risk += 1)
      add(count + risk, riskRank(program, draw.riskShares, risk), iteration)
  }
  const spreads = ranks.map((list) => list.reduce((total, rank) => total + rank * rank, 0))
  return Float64Array.from(sum, (total, at) => {
    const spread = squares[at]! - (total * total) / iterations
    return products[at]! / Math.sqrt(spread * spreads[against[at]!]!)
  })
}

/** The rank, as a share, of a risk's impact: all iterations without it share the middle rank of theirs. */
function riskRank(program: SimulationProgram, shares: Float64Array, risk: number): number {
  const probability = program.riskProbability[risk]!
  const happens = shares[2 * risk]! < probability
  return happens ? 1 - probability + probability * shares[2 * risk + 1]! : (1 - probability) / 2
}
