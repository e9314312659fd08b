/** Minutes as the ISO 8601 length that Microsoft Project writes: hours, minutes and seconds, `PT8H0M0S`. */
export function isoLength(minutes: number): string {
  const sign = minutes < 0 ? '-' : ''
  // Lengths are kept to a millionth of a minute; finer than that is the noise of arithmetic.
  const seconds = Math.round(Math.abs(minutes) * 60 * 1e6) / 1e6
  const hours = Math.floor(seconds / 3600)
  const rest = Math.round((seconds - hours * 3600) * 1e6) / 1e6
  const whole = Math.floor(rest / 60)
  const left = Math.round((rest - whole * 60) * 1e6) / 1e6
  return `${sign}PT${hours}H${whole}M${left}S`
}

/** How a length is shown: in days, of working time or of the clock, as a guess or not. */
export function lengthFormat(basis: 'working' | 'elapsed', estimated = false): number {
  return (basis === 'elapsed' ? 8 : 7) + (estimated ? 32 : 0)
}

/** A decimal amount in hundredths, as plans state costs, without a digit lost: `-0.055` is `-5.5`. */
export function hundredths(amount: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? []
  const digits = whole + fraction.slice(0, 2).padEnd(2, '0')
  const rest = fraction.slice(2).replace(/0+$/, '')
  const number = digits.replace(/^0+(?=\d)/, '')
  return `${sign}${number}${rest === '' ? '' : `.${rest}`}`
}

/** A float of XML: never in the form of `1e-7`, which readers differ about. */
export function floatText(value: number): string {
  return String(Math.round(value * 1e6) / 1e6)
}
