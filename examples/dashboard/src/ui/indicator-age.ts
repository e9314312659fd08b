import type { Indicator } from './api-types.ts'
import { ageText, shareText } from './format.ts'

/** Share of the data that a figure rests on, in words. */
export function covered({ coverage: { needed, share, of } }: Pick<Indicator, 'coverage'>): string {
  return needed === 0 ? `there are no ${of}` : `${shareText(share)} of the data`
}

/** The age of the oldest source, which is that of the figure. */
export function ageOf({ asOf }: Pick<Indicator, 'asOf'>): string {
  if (asOf.length === 0) return 'kept here'
  if (asOf.some((source) => source.asOf === undefined)) return 'a source was never read'
  const first = asOf.map((source) => source.asOf ?? '').toSorted()[0]
  return `as of ${ageText(first)}${asOf.some(({ stale }) => stale) ? ', stale' : ''}`
}
