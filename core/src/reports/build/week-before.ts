import type { ForecastRow } from '../../overview/index.ts'
import type { Light } from '../../portfolio/index.ts'

/** Days of a week. */
export const WEEK = 7
const MOST_NAMES = 10
const LIGHTS = ['red', 'amber', 'unknown', 'green'] as const

/** The light that was kept so many days before the last one; absent: nothing was kept of that day. Pure. */
export function lightAgo({ trend }: Pick<ForecastRow, 'trend'>, days: number): Light | undefined {
  const last = trend.at(-1)
  if (last === undefined) return undefined
  const then = Temporal.PlainDate.from(last.day).subtract({ days }).toString()
  return trend.find(({ day }) => day === then)?.light
}

/** What has changed in so many days, each a sentence; what nothing was kept of is said, and counts as no change. Pure. */
export function changesSince(rows: readonly ForecastRow[], days: number): readonly string[] {
  const known = rows.flatMap((row) => {
    const before = lightAgo(row, days)
    return before === undefined ? [] : [{ row, before, now: row.health.light ?? 'unknown' }]
  })
  const lines = LIGHTS.flatMap((light) => {
    const turned = known.filter(({ before, now }) => now === light && before !== light)
    if (turned.length === 0) return []
    const names = turned.slice(0, MOST_NAMES).map(({ row, before }) => `${row.project.name} (was ${before})`)
    const rest = turned.length - names.length
    return [`Now ${light} since a week before: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`]
  })
  const unknown = rows.length - known.length
  return [
    ...lines,
    ...(lines.length === 0 && known.length > 0
      ? [`No light has changed since a week before, of ${known.length} projects that were kept then.`]
      : []),
    ...(unknown > 0 ? [`Of ${unknown} of ${rows.length} projects nothing was kept a week before.`] : []),
  ]
}
