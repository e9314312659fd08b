import { localInstant, offsetAt } from '../state/dates.ts'
import { JqlError } from './jql-error.ts'
import type { JqlOperand } from './parse.ts'

/** Whose clock and zone a query is read by. */
export interface JqlMoment {
  readonly now: number
  readonly zone: string
}

const ABSOLUTE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/
const PERIOD = /^([+-]?)((?:\d+[wdhm] ?)+)$/
const UNIT_MS: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000 }
const DAY_MS = 86_400_000

const invalid = (value: string, field: string): never => {
  throw new JqlError(
    `Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  )
}

const startOfDay = ({ now, zone }: JqlMoment): number => {
  const local = now + offsetAt(now, zone)
  return localInstant(Math.floor(local / DAY_MS) * DAY_MS, zone)
}

/**
 * The instant that a value of a date field means. Dates are of the caller's zone and of whole minutes; only a bare number
 * of milliseconds is free of zones.
 */
export const jqlInstant = (operand: JqlOperand, field: string, moment: JqlMoment): number => {
  if (operand.kind === 'empty') return invalid('EMPTY', field)
  if (operand.kind === 'call') {
    const name = operand.name.toLowerCase()
    if (name === 'now') return moment.now
    if (name === 'startofday') return startOfDay(moment)
    throw new JqlError(`Unable to find JQL function '${operand.name}()'.`)
  }
  const { value, quoted } = operand
  if (!quoted && /^-?\d+$/.test(value)) return Number(value)
  const absolute = ABSOLUTE.exec(value)
  if (absolute !== null) {
    const [year, month, day, hour, minute] = absolute.slice(1).map((part) => Number(part ?? 0))
    const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute)
    if (new Date(local).getUTCDate() !== day || (month ?? 0) > 12 || (hour ?? 0) > 23 || (minute ?? 0) > 59)
      return invalid(value, field)
    return localInstant(local, moment.zone)
  }
  const period = PERIOD.exec(value)
  if (period === null) return invalid(value, field)
  const total = [...(period[2] ?? '').matchAll(/(\d+)([wdhm])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  )
  return moment.now + (period[1] === '-' ? -total : total)
}

/** Whether the operand is read by the clock: its results may not be kept. */
export const isRelative = (operand: JqlOperand): boolean =>
  operand.kind === 'call' ||
  (operand.kind === 'literal' && PERIOD.test(operand.value) && !/^\d+$/.test(operand.value))
