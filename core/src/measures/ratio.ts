/** One number divided by another; undefined where the divisor is 0 or the result is no finite number: undefined is not infinity. */
export function ratio(dividend: number | undefined, divisor: number | undefined): number | undefined {
  if (dividend === undefined || divisor === undefined || divisor === 0) return undefined
  const result = dividend / divisor
  return Number.isFinite(result) ? result : undefined
}
