import { normalDensity, normalQuantile } from '../random/normal.ts'
import { quantileTable, TABLE_PARTS } from './quantile-table.ts'
import type { PlacedShape, Spread } from './spread.ts'

const PART = 1 / TABLE_PARTS
/** Steps of the numeric integral of a beta density. */
const BETA_STEPS = 4096

/** Where and how large the shape of a spread lies; its table is made by {@link shapeTable}. */
export function placedShape(spread: Spread): PlacedShape {
  switch (spread.kind) {
    case 'pert':
    case 'triangular': {
      const { low, likely, high } = spread
      if (high === low) return { shape: 'uniform', offset: low, scale: 0 }
      const mode = (likely - low) / (high - low)
      return { shape: `${spread.kind} ${mode}`, offset: low, scale: high - low }
    }
    case 'uniform':
      return { shape: 'uniform', offset: spread.low, scale: spread.high - spread.low }
    case 'normal':
      return { shape: 'normal', offset: spread.mean, scale: spread.deviation }
    case 'samples':
      return { shape: `samples ${spread.values.join(' ')}`, offset: 0, scale: 1 }
    default:
      return spread satisfies never
  }
}

/** The table of the unit shape of a spread. */
export function shapeTable(spread: Spread): Float64Array {
  switch (spread.kind) {
    case 'pert': {
      const { low, likely, high } = spread
      return high === low ? uniformTable() : pertTable((likely - low) / (high - low))
    }
    case 'triangular': {
      const { low, likely, high } = spread
      return high === low ? uniformTable() : triangularTable((likely - low) / (high - low))
    }
    case 'uniform':
      return uniformTable()
    case 'normal':
      return normalTable()
    case 'samples':
      return sampleTable(spread.values)
    default:
      return spread satisfies never
  }
}

function uniformTable(): Float64Array {
  return quantileTable({ quantile: (share) => share, lowestMean: PART / 2, highestMean: 1 - PART / 2 })
}

/** Mean of an outermost part of the standard normal distribution: density at its border ÷ its probability. */
function normalTable(): Float64Array {
  const mean = normalDensity(normalQuantile(PART)) / PART
  return quantileTable({ quantile: normalQuantile, lowestMean: -mean, highestMean: mean })
}

/** Triangle over (0, 1) with its peak at `mode`: closed form. */
function triangularTable(mode: number): Float64Array {
  const quantile = (share: number): number =>
    share < mode ? Math.sqrt(share * mode) : 1 - Math.sqrt((1 - share) * (1 - mode))
  return quantileTable({
    quantile,
    lowestMean: meanBetween(quantile, 0, PART),
    highestMean: meanBetween(quantile, 1 - PART, 1),
  })
}

/** Mean of a quantile function over a part, by Simpson's rule in a variable that is dense at the outer ends. */
function meanBetween(quantile: (share: number) => number, from: number, to: number): number {
  const steps = 64
  const width = to - from
  let sum = 0
  for (let step = 0; step <= steps; step += 1) {
    const t = step / steps
    // s(t) = t³ (10 − 15 t + 6 t²) has no slope at both ends, where a quantile may be infinitely steep.
    const place = t * t * t * (10 - 15 * t + 6 * t * t)
    const slope = 30 * t * t * (1 - t) * (1 - t)
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2
    sum += weight * quantile(from + place * width) * slope
  }
  return sum / (3 * steps)
}

/**
 * Beta distribution over (0, 1) with alpha = 1 + 4 mode and beta = 1 + 4 (1 − mode): its share is integrated numerically and turned
 * round. Both exponents are 0 or more, so that the density has no poles.
 */
function pertTable(mode: number): Float64Array {
  const [left, right] = [4 * mode, 4 * (1 - mode)]
  const density = (x: number): number => x ** left * (1 - x) ** right
  const share = new Float64Array(BETA_STEPS + 1)
  const moment = new Float64Array(BETA_STEPS + 1)
  for (let step = 0; step < BETA_STEPS; step += 1) {
    const [x0, x2] = [step / BETA_STEPS, (step + 1) / BETA_STEPS]
    const x1 = (x0 + x2) / 2
    const [d0, d1, d2] = [density(x0), density(x1), density(x2)]
    share[step + 1] = (share[step] ?? 0) + (d0 + 4 * d1 + d2)
    moment[step + 1] = (moment[step] ?? 0) + (d0 * x0 + 4 * d1 * x1 + d2 * x2)
  }
  const total = share[BETA_STEPS] ?? 1
  const placeOf = (wanted: number): number => {
    let [low, high] = [0, BETA_STEPS]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((share[middle] ?? 0) <= wanted * total) low = middle
      else high = middle
    }
    const [before, after] = [share[low] ?? 0, share[high] ?? 0]
    return low + (after > before ? (wanted * total - before) / (after - before) : 0)
  }
  const momentUpTo = (place: number): number => {
    const at = Math.min(BETA_STEPS - 1, Math.floor(place))
    const low = moment[at] ?? 0
    return low + (place - at) * ((moment[at + 1] ?? 0) - low)
  }
  const whole = moment[BETA_STEPS] ?? 0
  return quantileTable({
    quantile: (wanted) => placeOf(wanted) / BETA_STEPS,
    lowestMean: momentUpTo(placeOf(PART)) / (PART * total),
    highestMean: (whole - momentUpTo(placeOf(1 - PART))) / (PART * total),
  })
}

/**
 * What was observed, each value as likely as every other: between the middles of neighbours values lie on a line, below the lowest and
 * above the highest there is nothing.
 */
function sampleTable(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).toSorted()
  const last = sorted.length - 1
  const quantile = (share: number): number => {
    // Hazen's places: value k of n stands for the share (k + ½) / n.
    const place = Math.min(last, Math.max(0, share * sorted.length - 0.5))
    const at = Math.floor(place)
    const low = sorted[at] ?? 0
    return low + (place - at) * ((sorted[Math.min(last, at + 1)] ?? 0) - low)
  }
  return quantileTable({
    quantile,
    lowestMean: (quantile(0) + quantile(PART)) / 2,
    highestMean: (quantile(1 - PART) + quantile(1)) / 2,
  })
}
