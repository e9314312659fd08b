import type { XmlElement } from '../../mspdi/xml-element.ts'

type Content = string | number | boolean | undefined | readonly XmlElement[]

/**
 * An element as a plan file has it, made of what the server says, so that the one mapping of plans reads both. What is
 * undefined is left out.
 */
export function planElement(name: string, content: Readonly<Record<string, Content>>): XmlElement {
  return [
    name,
    ...Object.entries(content).flatMap(([child, value]): XmlElement[] => {
      if (value === undefined) return []
      if (typeof value === 'boolean') return [[child, value ? '1' : '0']]
      return [typeof value === 'object' ? [child, ...value] : [child, String(value)]]
    }),
  ]
}

/** Milliseconds as a length of a plan file. */
export function lengthOfMilliseconds(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : lengthOfMinutes(milliseconds / 60_000)
}

/** Hours, in which ProjectData counts, as a length of a plan file. */
export function lengthOfHours(hours: number | undefined): string | undefined {
  return hours === undefined ? undefined : lengthOfMinutes(hours * 60)
}

function lengthOfMinutes(minutes: number): string {
  const rounded = Math.round(Math.abs(minutes) * 1e6) / 1e6
  return `${minutes < 0 ? '-' : ''}PT${plain(rounded)}M`
}

/** Slack and lag are tenths of a minute in a plan file. */
export function tenthsOfMilliseconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds / 6000)
}

/** A cost in hundredths, as plan files state it, without a digit lost on the way. */
export function hundredths(amount: number | undefined): string | undefined {
  if (amount === undefined) return undefined
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(amount)) ?? []
  const shifted = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = fraction.slice(2)
  return `${sign}${shifted}${rest === '' ? '' : `.${rest}`}`
}

/** A number without an exponent. */
export const plain = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(9).replace(/0+$/, '').replace(/\.$/, '')
