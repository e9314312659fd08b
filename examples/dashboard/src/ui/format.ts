import type { IndicatorValue } from './api-types.ts'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const dayFormat = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A calendar day (`2026-03-31`) as people write it. */
export function dayText(day: string | undefined): string {
  return day === undefined ? '–' : dayFormat.format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
}

/** An instant in the reader's zone. */
export function instantText(instant: string | undefined): string {
  return instant === undefined
    ? 'never'
    : new Date(instant).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
}

/** How long ago an instant was. */
export function ageText(instant: string | undefined, now = Date.now()): string {
  if (instant === undefined) return 'never'
  const minutes = Math.round((now - Date.parse(instant)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h ago`
  return `${Math.round(minutes / 60 / 24)} days ago`
}

/** A share of 0 to 1. */
export function shareText(share: number | undefined): string {
  return share === undefined ? '–' : percent.format(share)
}

export function numberText(value: number | undefined): string {
  return value === undefined ? '–' : number.format(value)
}

/** How many of something, in words. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`
}

/** Days with their sign, as a difference is read. */
export function deltaText(days: number | undefined): string {
  if (days === undefined) return '–'
  if (days === 0) return 'on the day'
  return `${numberText(Math.abs(days))} d ${days > 0 ? 'late' : 'early'}`
}

/** Minutes of work as hours. */
export function effortText(minutes: number): string {
  return `${numberText(minutes / 60)} h`
}

/** The value of a figure. Amounts of several currencies stay apart. */
export function valueText(value: IndicatorValue | undefined): string {
  if (value === undefined) return 'unknown'
  switch (value.type) {
    case 'day':
      return dayText(value.day)
    case 'period':
      return `${dayText(value.start)} – ${dayText(value.finish)}`
    case 'days':
      return `${numberText(value.days)} d`
    case 'minutes':
      return effortText(value.minutes)
    case 'share':
      return shareText(value.share)
    case 'ratio':
      return numberText(value.ratio)
    case 'count':
      return numberText(value.count)
    case 'money':
      return value.amounts
        .map(({ amount, currency }) => `${numberText(Number(amount))} ${currency}`)
        .join(' + ')
    case 'text':
      return value.text
    default:
      return value satisfies never
  }
}
