import { normalQuantile, normalShare } from '../random/normal.ts'
import { RandomStream } from '../random/random-stream.ts'
import { TABLE_PARTS } from '../spread/quantile-table.ts'
import type { SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Draws the durations of one iteration after the other. */
export interface Draw {
  /** Shares of (0, 1) behind the last iteration's durations, in the order of the program's draws. */
  readonly shares: Float64Array
  /** Behind each risk two: whether it happens, and how bad it is. */
  readonly riskShares: Float64Array
  /** Writes the durations of an iteration, by position. Fixed ones stay as they are. */
  (iteration: number, durations: Float64Array): void
}

/** A draw of a program's durations from a seed; the same seed and iteration give the same durations. */
export function drawOf(program: SimulationProgram, seed: number): Draw {
  const { correlation, groups } = program
  const count = program.drawPosition.length
  const risks = program.riskProbability.length
  const common = correlation > 0 ? groups : 0
  const numbers = new Float64Array(count + common + 2 * risks)
  const shares = numbers.subarray(0, count)
  const factors = numbers.subarray(count, count + common)
  const riskShares = numbers.subarray(count + common)
  const stream = new RandomStream()

  const draw = (iteration: number, durations: Float64Array): void => {
    stream.begin(seed, iteration)
    stream.next(numbers, numbers.length)
    if (common > 0) correlate(program, shares, factors)
    drawDurations(program, shares, durations)
    if (risks > 0) drawRisks(program, riskShares, durations)
  }
  return Object.assign(draw, { shares, riskShares })
}

/**
 * Makes the shares of one group depend on a factor that they have in common: a Gaussian copula, whose correlation is that of the
 * normal values behind the shares.
 */
function correlate(
  { drawGroup, correlation }: SimulationProgram,
  shares: Float64Array,
  factors: Float64Array,
): void {
  const own = Math.sqrt(1 - correlation)
  const together = Math.sqrt(correlation)
  for (let group = 0; group < factors.length; group += 1)
    factors[group] = together * normalQuantile(factors[group]!)
  for (let at = 0; at < shares.length; at += 1) {
    const value = factors[drawGroup[at]!]! + own * normalQuantile(shares[at]!)
    // A share of 1 would lie behind the last part of a table.
    shares[at] = Math.min(normalShare(value), 1 - Number.EPSILON)
  }
}

function drawDurations(program: SimulationProgram, shares: Float64Array, durations: Float64Array): void {
  const { tables, drawPosition, drawTable, drawOffset, drawScale } = program
  for (let at = 0; at < drawPosition.length; at += 1) {
    const place = shares[at]! * TABLE_PARTS
    const part = place | 0
    const entry = drawTable[at]! + part
    const low = tables[entry]!
    const value = drawOffset[at]! + drawScale[at]! * (low + (place - part) * (tables[entry + 1]! - low))
    durations[drawPosition[at]!] = value > 0 ? value : 0
  }
}

/** Lengthens the durations that risks which happen are on. */
function drawRisks(program: SimulationProgram, shares: Float64Array, durations: Float64Array): void {
  const { tables, riskProbability, riskFirst, riskPositions, riskTable, riskOffset, riskScale } = program
  for (let risk = 0; risk < riskProbability.length; risk += 1) {
    if (shares[2 * risk]! >= riskProbability[risk]!) continue
    const place = shares[2 * risk + 1]! * TABLE_PARTS
    const part = place | 0
    const entry = riskTable[risk]! + part
    const low = tables[entry]!
    const impact = riskOffset[risk]! + riskScale[risk]! * (low + (place - part) * (tables[entry + 1]! - low))
    for (let at = riskFirst[risk]!; at < riskFirst[risk + 1]!; at += 1) {
      const position = riskPositions[at]!
      durations[position] = Math.max(0, durations[position]! + impact)
    }
  }
}
