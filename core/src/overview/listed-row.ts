import type { Indicator, Light } from '../portfolio/index.ts'
import type { ForecastRow, HealthDay } from './overview-row.ts'

/** A trend in one letter a day, so that hundreds of projects with four weeks each stay a small answer. */
export interface ListedTrend {
  /** Calendar day of the first letter, YYYY-MM-DD; absent: no day was kept. */
  readonly from?: string
  /** `g` green, `a` amber, `r` red, `u` unknown, `.` a day of which nothing was kept. */
  readonly lights: string
}

/** A project in a list: how it stands, without what that is made of; `overview.project` tells the rest. */
export interface ListedRow extends Omit<ForecastRow, 'health' | 'parts' | 'trend'> {
  readonly health: Pick<Indicator, 'state' | 'light' | 'because' | 'coverage' | 'actions'>
  readonly parts: readonly Pick<Indicator, 'id' | 'state' | 'light'>[]
  readonly trend: ListedTrend
}

const LETTERS: Readonly<Record<Light, string>> = { green: 'g', amber: 'a', red: 'r', unknown: 'u' }

/** The row of a list. Pure. */
export function listedRow(row: ForecastRow): ListedRow {
  const { state, light, because, coverage, actions } = row.health
  return {
    ...row,
    health: { state, because, coverage, actions, ...(light !== undefined && { light }) },
    parts: row.parts.map((part) => ({
      id: part.id,
      state: part.state,
      ...(part.light !== undefined && { light: part.light }),
    })),
    trend: listedTrend(row.trend),
  }
}

/** Days as letters; a day between them of which nothing was kept is a gap, and repeats no light. Pure. */
export function listedTrend(days: readonly HealthDay[]): ListedTrend {
  const [first] = days
  if (first === undefined) return { lights: '' }
  const letters: string[] = []
  for (const { day, light } of days)
    letters[Temporal.PlainDate.from(first.day).until(day, { largestUnit: 'days' }).days] = LETTERS[light]
  return { from: first.day, lights: Array.from(letters, (letter) => letter ?? '.').join('') }
}
