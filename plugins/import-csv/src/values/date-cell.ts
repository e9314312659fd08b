import { DATE_ORDERS, type DateOrder } from './date-order.ts'
import { monthNumber } from './month-names.ts'

/** A date as it is written in a cell: what it means under each order that gives a real day. */
export interface DateCell {
  /** The day as `YYYY-MM-DD`, by order; an order under which it is no date is absent. */
  readonly days: Readonly<Partial<Record<DateOrder, string>>>
  /** `HH:mm:ss`, where a time is written. */
  readonly time?: string
  /** Minutes east of Greenwich, where a zone is written. */
  readonly offset?: number
}

const DATE = /^(\d{1,4})\s*[./\-\s]\s*(\d{1,2}|\p{L}{3,12})\.?\s*[./\-,\s]\s*(\d{1,4})/u
const MONTH_FIRST = /^(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i
/** A day of the week in front: "Mon, 5 Jan 2026". */
const WEEKDAY = /^\p{L}{2,12}\.?,\s+(?=\d)/u

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

/** A day that the calendar has; two figures of a year are of this century up to 69. */
function realDay(year: string, month: number, day: string): string | undefined {
  if (year.length !== 4 && year.length !== 2) return undefined
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900)
  const date = Number(day)
  if (month < 1 || month > 12 || date < 1 || day.length > 2) return undefined
  const last = new Date(Date.UTC(full, month, 0)).getUTCDate()
  return date > last || full < 1000 ? undefined : `${pad(full, 4)}-${pad(month)}-${pad(date)}`
}

function figures(first: string, second: string, third: string, dots: boolean): DateCell['days'] {
  const days: Partial<Record<DateOrder, string>> = {}
  const set = (order: DateOrder, day: string | undefined): void => {
    if (day !== undefined) days[order] = day
  }
  if (first.length >= 3) set('year-month-day', realDay(first, Number(second), third))
  else {
    set('day-month-year', realDay(third, Number(second), first))
    // Points are written between day, month and year, in this order, wherever they are written.
    if (!dots) set('month-day-year', realDay(third, Number(first), second))
    if (!dots && third.length <= 2) set('year-month-day', realDay(first, Number(second), third))
  }
  return days
}

/** The same day under every order: nothing to mistake. */
function certain(day: string | undefined): DateCell['days'] {
  return day === undefined ? {} : Object.fromEntries(DATE_ORDERS.map((order) => [order, day]))
}

function clock(text: string): Pick<DateCell, 'time' | 'offset'> | undefined {
  const match = TIME.exec(text)
  if (match === null) return undefined
  const [, hour = '', minute = '', second = '00', half, zone] = match
  let hours = Number(hour)
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return undefined
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const time = `${pad(hours)}:${minute}:${second}`
  if (zone === undefined) return { time }
  const [, sign, ahead = '0', past = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  return { time, offset: (sign === '-' ? -1 : 1) * (Number(ahead) * 60 + Number(past)) }
}

function daysOf(text: string): { readonly days: DateCell['days']; readonly length: number } | undefined {
  const named = MONTH_FIRST.exec(text)
  if (named !== null) {
    const [all, month = '', day = '', year = ''] = named
    return { days: certain(realDay(year, monthNumber(month) ?? 0, day)), length: all.length }
  }
  const match = DATE.exec(text)
  if (match === null) return undefined
  const [all, first = '', second = '', third = ''] = match
  if (!/^\d/.test(second)) {
    const month = monthNumber(second) ?? 0
    const day =
      first.length >= 3
        ? realDay(first, month, third)
        : realDay(third.length === 3 ? '' : third, month, first)
    return { days: certain(day), length: all.length }
  }
  // A year in front is a date by ISO 8601, whatever the other cells look like.
  if (first.length === 4) return { days: certain(realDay(first, Number(second), third)), length: all.length }
  return { days: figures(first, second, third, all.includes('.')), length: all.length }
}

/** Reads a date as it may stand in a cell, with or without a time; undefined where it is none. */
export function readDateCell(cell: string): DateCell | undefined {
  const text = cell.trim().replace(WEEKDAY, '')
  const found = daysOf(text)
  if (found === undefined || Object.keys(found.days).length === 0) return undefined
  const rest = text.slice(found.length).replace(/^(?:\s*[T,]\s*|\s+)/, '')
  if (rest === '') return text.length === found.length ? { days: found.days } : undefined
  if (text.length - found.length === rest.length) return undefined
  const time = clock(rest)
  return time === undefined ? undefined : { days: found.days, ...time }
}
