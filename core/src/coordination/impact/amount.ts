import { z } from 'zod'

/** Minutes of one unit of the clock; a working day and week are as long as the calendar says that they are. */
const ELAPSED_MINUTES = { m: 1, h: 60, d: 1440, w: 10_080 } as const
const UNIT_NAMES = { m: 'minute', h: 'hour', d: 'day', w: 'week' } as const

/** How much later (or, below zero, earlier), in a unit of a calendar or of the clock. */
export interface Amount {
  readonly value: number
  readonly unit: keyof typeof UNIT_NAMES
  /** working: counted in the calendar of what is moved; elapsed: 24 hours a day. */
  readonly basis: 'working' | 'elapsed'
}

const AMOUNT = /^([+-]?\d{1,7}(?:\.\d{1,4})?)(e?)([mhdw])$/

/** The schema of an amount as people write it: "5d", "-2w", "4h"; "3ed" counts 24 hours a day. */
export const amountText = z
  .string()
  .regex(AMOUNT, {
    error:
      'is no amount of time; write e.g. "5d" (working days), "-2w", "4h" or "30m"; with an "e" before the unit ("3ed") it runs day and night',
  })
  .describe('e.g. "5d", "-2w", "4h"; "3ed" counts 24 hours a day, the others count working time')

/** Reads an amount; undefined for a text that is none. */
export function parseAmount(text: string): Amount | undefined {
  const [, value, elapsed, unit] = AMOUNT.exec(text.trim()) ?? []
  if (value === undefined || (unit !== 'm' && unit !== 'h' && unit !== 'd' && unit !== 'w')) return undefined
  return { value: Number(value), unit, basis: elapsed === 'e' ? 'elapsed' : 'working' }
}

/** How long the working day and week of a calendar are, minutes. */
export interface WorkingLengths {
  readonly day: number
  readonly week: number
}

/** An amount in minutes of its own basis. */
export function amountMinutes({ value, unit, basis }: Amount, lengths: WorkingLengths): number {
  if (basis === 'working' && unit === 'd') return value * lengths.day
  if (basis === 'working' && unit === 'w') return value * lengths.week
  return value * ELAPSED_MINUTES[unit]
}

/** An amount as a sentence has it: "5 working days", "1 day", "4 hours". */
export function amountWords({ value, unit, basis }: Amount): string {
  const size = Math.abs(value)
  const name = size === 1 ? UNIT_NAMES[unit] : `${UNIT_NAMES[unit]}s`
  return basis === 'working' && (unit === 'd' || unit === 'w') ? `${size} working ${name}` : `${size} ${name}`
}
