/** A figure that a rule held against a limit. */
export interface LimitedFigure {
  readonly value: number
  readonly unit: string
  readonly part?: number | undefined
  readonly whole?: number | undefined
  readonly limit?: number | undefined
  readonly within?: 'at_most' | 'at_least' | undefined
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })
const UNITS: Readonly<Record<string, string>> = { days: ' days', working_days: ' working days' }

/** A figure with its parts and its limit: "12 % (3 of 25); at most 5 %". */
export function figureText({ value, unit, part, whole, limit, within }: LimitedFigure): string {
  const told = (one: number) =>
    unit === 'share' ? share.format(one) : `${number.format(one)}${UNITS[unit] ?? ''}`
  const parts =
    part === undefined || whole === undefined ? '' : ` (${number.format(part)} of ${number.format(whole)})`
  const bound =
    limit === undefined ? '' : `; ${within === 'at_least' ? 'at least' : 'at most'} ${told(limit)}`
  return `${told(value)}${parts}${bound}`
}

/** Any value of a record as a person reads it. Nothing is said to be nothing. */
export function plainText(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
