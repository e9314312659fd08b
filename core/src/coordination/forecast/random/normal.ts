/**
 * The value below which a share of a standard normal distribution lies, with an absolute error below 1.2e-8: the
 * rational approximation of Acklam with one step of Newton's method.
 */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity
  if (share >= 1) return Infinity
  if (share > 0.5) return -normalQuantile(1 - share)
  const rough = share < 0.02425 ? tail(Math.sqrt(-2 * Math.log(share))) : middle(share - 0.5)
  const density = Math.exp(-0.5 * rough * rough) / Math.sqrt(2 * Math.PI)
  return rough - (normalShare(rough) - share) / density
}

/** The density of a standard normal distribution. */
export function normalDensity(value: number): number {
  return Math.exp(-0.5 * value * value) / Math.sqrt(2 * Math.PI)
}

/**
 * The share of a standard normal distribution below a value: the continued fraction in the tails, the power series
 * around 0 (Abramowitz and Stegun, 26.2.10 and 26.2.14).
 */
export function normalShare(value: number): number {
  if (value > 0) return 1 - normalShare(-value)
  const size = -value
  const density = normalDensity(size)
  if (size > 3) {
    let fraction = size
    for (let term = 40; term >= 1; term -= 1) fraction = size + term / fraction
    return density / fraction
  }
  let term = size
  let sum = size
  for (let odd = 3; term > 1e-17 * sum && odd < 200; odd += 2) {
    term *= (size * size) / odd
    sum += term
  }
  return 0.5 - density * sum
}

function middle(distance: number): number {
  const square = distance * distance
  const over =
    ((((-3.969683028665376e1 * square + 2.209460984245205e2) * square - 2.759285104469687e2) * square +
      1.38357751867269e2) *
      square -
      3.066479806614716e1) *
      square +
    2.506628277459239
  const under =
    ((((-5.447609879822406e1 * square + 1.615858368580409e2) * square - 1.556989798598866e2) * square +
      6.680131188771972e1) *
      square -
      1.328068155288572e1) *
      square +
    1
  return (distance * over) / under
}

function tail(root: number): number {
  const over =
    ((((-7.784894002430293e-3 * root - 3.223964580411365e-1) * root - 2.400758277161838) * root -
      2.549732539343734) *
      root +
      4.374664141464968) *
      root +
    2.938163982698783
  const under =
    (((7.784695709041462e-3 * root + 3.224671290700398e-1) * root + 2.445134137142996) * root +
      3.754408661907416) *
      root +
    1
  return over / under
}
