const DECIMAL = /^([-+])?(\d*)(?:\.(\d*))?$/

/**
 * A decimal number as text, divided by a power of ten, without a digit lost: plans state costs in hundredths
 * of the currency, rates in whole units. Undefined for what is not a plain decimal number.
 *
 * @example
 * ```ts
 * decimalAmount('120000', 2) // '1200'
 * decimalAmount('-5.5', 2) // '-0.055'
 * ```
 */
export function decimalAmount(text: string, shift = 0): string | undefined {
  const match = DECIMAL.exec(expand(text.trim()))
  if (match === null) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (whole === '' && fraction === '') return undefined
  const digits = whole.padStart(shift + 1, '0') + fraction
  const point = digits.length - fraction.length - shift
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const rest = digits.slice(point).replace(/0+$/, '')
  const amount = rest === '' ? integer : `${integer}.${rest}`
  return sign === '-' && amount !== '0' ? `-${amount}` : amount
}

/** Writes `1.5E3` as `1500`, within the powers that money can have. */
function expand(text: string): string {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?[eE]([-+]?\d{1,2})$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', power = '0'] = match
  const exponent = Number(power)
  const digits = whole + fraction
  const point = whole.length + exponent
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length
    ? `${sign}${digits.padEnd(point, '0')}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
