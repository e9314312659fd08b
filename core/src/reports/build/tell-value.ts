import { moneyText, type IndicatorValue } from '../../portfolio/index.ts'

/** A figure with its unit, for people; "unknown" where there is none (law 8). */
export function valueText(value: IndicatorValue | undefined): string {
  if (value === undefined) return 'unknown'
  switch (value.type) {
    case 'day':
      return value.day
    case 'period':
      return `${value.start ?? 'unknown'} to ${value.finish ?? 'unknown'}`
    case 'days':
      return `${rounded(value.days)} days`
    case 'minutes':
      return `${rounded(value.minutes / 60)} h`
    case 'share':
      // Rounded down: 100 % is all of it.
      return `${Math.floor(value.share * 100)} %`
    case 'ratio':
      return String(Math.round(value.ratio * 100) / 100)
    case 'count':
      return String(value.count)
    case 'money':
      return value.amounts.length === 0 ? 'unknown' : moneyText(value.amounts)
    case 'text':
      return value.text
    default: {
      const never: never = value
      throw new Error(`no such value: ${JSON.stringify(never)}`)
    }
  }
}

const rounded = (number: number): number => Math.round(number * 10) / 10
