import { moneyText, type Indicator, type IndicatorValue } from '../../portfolio/index.ts'
import type { Column } from './table.ts'

const MINUTES_AN_HOUR = 60

/** A figure with its unit: `62 %`, `1,240.5 h`, `120 EUR + 5 CHF`. */
export function valueText(value: IndicatorValue): string {
  switch (value.type) {
    case 'day':
      return value.day
    case 'period':
      return `${value.start ?? '…'} to ${value.finish ?? '…'}`
    case 'days':
      return `${tenths(value.days) > 0 ? '+' : ''}${tenths(value.days)} d`
    case 'minutes':
      return `${(Math.round((value.minutes / MINUTES_AN_HOUR) * 10) / 10).toLocaleString('en-US')} h`
    case 'share':
      return `${Math.floor(value.share * 100)} %`
    case 'ratio':
      return value.ratio.toLocaleString('en-US', { maximumFractionDigits: 3 })
    case 'count':
      return value.count.toLocaleString('en-US')
    case 'money':
      return value.amounts.length === 0 ? '0' : moneyText(value.amounts)
    case 'text':
      return value.text
    default:
      return value satisfies never
  }
}

/** A stretch of time: `14.9 d`; unlike a slip, it has no direction. */
const spanText = (days: number): string => `${tenths(days).toLocaleString('en-US')} d`

/** Rounded to a tenth; never -0. */
const tenths = (days: number): number => Math.round(days * 10) / 10 + 0

/**
 * Indicators of one subject, a line each.
 * @param days what days are in them: how far something moved, or how long it takes
 */
export function indicatorColumns(days: 'moves' | 'spans' = 'moves'): readonly Column<Indicator>[] {
  return [
    { title: 'figure', value: ({ title }) => title },
    { title: 'id', value: ({ id }) => id },
    {
      title: 'value',
      value: ({ value }) => {
        if (value === undefined) return 'unknown'
        return value.type === 'days' && days === 'spans' ? spanText(value.days) : valueText(value)
      },
      align: 'right',
    },
    { title: 'light', value: ({ light }) => light },
    {
      title: 'data',
      value: ({ coverage }) =>
        coverage.needed === 0
          ? `no ${coverage.of}`
          : `${coverage.known} of ${coverage.needed} ${coverage.of}`,
      most: 60,
    },
    {
      title: 'why',
      // A figure that is known and that nothing was agreed about needs no sentence.
      value: ({ state, light, because }) => (state === 'known' && light === undefined ? undefined : because),
      most: 100,
      sentence: true,
    },
  ]
}
