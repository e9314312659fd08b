import type { Light } from '../../ui/api-types.ts'

/** How a project stood on a day. */
export interface TrendDay {
  /** Calendar day. */
  readonly day: string
  readonly light: Light
}

/** A day of the trend: absent light means that nothing was kept of that day. */
export interface TrendMark {
  readonly day: string
  readonly light?: Light
}

const LIGHTS: Readonly<Record<string, Light>> = { g: 'green', a: 'amber', r: 'red', u: 'unknown' }

/** The days of a trend that is told by a letter a day; of a day without a letter nothing was kept. */
export function trendDays({
  from,
  lights,
}: {
  readonly from?: string | undefined
  readonly lights: string
}): TrendDay[] {
  if (from === undefined) return []
  const first = Date.parse(from)
  return Array.from(lights, (letter, index) => {
    const light = LIGHTS[letter]
    const day = new Date(first + index * MS_A_DAY).toISOString().slice(0, 10)
    return light === undefined ? [] : [{ day, light }]
  }).flat()
}

/** Days that the trend shows: four weeks. */
export const TREND_DAYS = 28
const MS_A_DAY = 86_400_000

/** The last days up to the newest one that is known, one mark each: what was not kept is a gap and no guess. */
export function trendMarks(trend: readonly TrendDay[], days: number = TREND_DAYS): TrendMark[] {
  const byDay = new Map(trend.map((one) => [one.day, one.light]))
  const newest = [...byDay.keys()].toSorted().at(-1)
  if (newest === undefined) return []
  const last = Date.parse(newest)
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(last - (days - 1 - index) * MS_A_DAY).toISOString().slice(0, 10)
    const light = byDay.get(day)
    return { day, ...(light !== undefined && { light }) }
  })
}

/** The trend in words: how it stands, since when, and how it stood before. */
export function trendText(trend: readonly TrendDay[]): string {
  const days = trend.toSorted((one, other) => (one.day < other.day ? -1 : 1))
  const newest = days.at(-1)
  if (newest === undefined) return 'No day was kept yet'
  const before = days.findLast(({ light }) => light !== newest.light)
  const since = days.find(({ day }) => before === undefined || day > before.day)
  const told = `${newest.light} since ${since?.day ?? newest.day}`
  return before === undefined ? `${told}, as far as it was kept` : `${told}, ${before.light} before`
}
