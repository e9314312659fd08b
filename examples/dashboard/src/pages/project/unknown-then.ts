import type { Indicator } from '../../ui/api-types.ts'

/** Something that could not be told of a day. */
export interface UnknownThen {
  readonly title: string
  readonly because: string
}

/** What the PMO keeps only as it is now; a past day cannot show it. */
export const NOW_ONLY: readonly UnknownThen[] = [
  { title: 'Findings', because: 'They are told as they stand now; each says since when it is known.' },
  { title: 'People', because: 'Who has which item is told as it stands now.' },
  { title: 'Budget', because: 'It is told as it stands now; its versions are in the register.' },
]

/** What figures of a day do not tell, or tell of a part only, with the reason that each gives itself. */
export function unknownThen(indicators: readonly Indicator[]): UnknownThen[] {
  return indicators.filter(({ state }) => state !== 'known').map(({ title, because }) => ({ title, because }))
}
