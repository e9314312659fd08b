/** Which sign parts the whole from the fraction. */
export type DecimalSign = '.' | ','

export const DECIMAL_SIGNS = ['.', ','] as const satisfies readonly DecimalSign[]

/** A number as it is written in a cell: its plain form under each decimal sign that allows it. */
export type NumberCell = Readonly<Partial<Record<DecimalSign, string>>>

/** What may stand around a number: currencies, percent, units of currency by name. */
const AROUND = /^[\p{Sc}\s]+|[\p{Sc}%\s]+$/gu
const CURRENCY_CODE = /^[A-Z]{3}\s+|\s+[A-Z]{3}$/

/** Whole numbers with or without groups of three, and a fraction. */
const PATTERNS: Readonly<Record<DecimalSign, RegExp>> = {
  '.': /^([+-]?)(\d+|\d{1,3}(?:[,'’_\s]\d{3})+)?(?:\.(\d*))?$/u,
  ',': /^([+-]?)(\d+|\d{1,3}(?:[.'’_\s]\d{3})+)?(?:,(\d*))?$/u,
}

function plain(text: string, decimal: DecimalSign): string | undefined {
  const match = PATTERNS[decimal].exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = ''] = match
  if (whole === '' && fraction === '') return undefined
  const digits = whole.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '') || '0'
  return (sign === '-' ? '-' : '') + digits + (fraction === '' ? '' : `.${fraction}`)
}

/**
 * Reads a number as it may stand in a cell: "1.234,50 €", "45 %", "(12)", "1e3" is none.
 * @returns undefined where it is no number under any decimal sign
 */
export function readNumberCell(cell: string): NumberCell | undefined {
  let text = cell.trim().replace(CURRENCY_CODE, '').replaceAll(AROUND, '').replaceAll('−', '-')
  // Accountants write a loss in brackets.
  const loss = /^\((.*)\)$/.exec(text)
  if (loss !== null) text = `-${loss[1]?.replaceAll(AROUND, '') ?? ''}`
  const signs: Partial<Record<DecimalSign, string>> = {}
  for (const sign of DECIMAL_SIGNS) {
    const number = plain(text, sign)
    if (number !== undefined) signs[sign] = number
  }
  return Object.keys(signs).length === 0 ? undefined : signs
}
