import type { Light } from '../../ui/api-types.ts'
import { sumOf } from './behind.ts'
import type { OverviewRow } from './overview-row.ts'

/** What all projects of a view come to. Each sum says of how many projects it is unknown: none of them counts as zero. */
export interface Totals {
  readonly projects: number
  readonly lights: Readonly<Record<Light, number>>
  /** Projects whose finish no schedule tells. */
  readonly finishUnknown: number
  /** Projects later than what they are held against, by the schedule or by their items, and those of which neither is known. */
  readonly late: number
  readonly deltaUnknown: number
  readonly forecastUnknown: number
  readonly findings: {
    readonly open: number
    readonly breach: number
    readonly waived: number
    readonly unknown: number
  }
  /** Projects that no rule was run on: their findings are unknown, not none. */
  readonly neverChecked: number
  readonly latest?: string
}

/** Adds up the projects of a view. */
export function totalsOf(rows: readonly OverviewRow[]): Totals {
  const lights = { green: 0, amber: 0, red: 0, unknown: 0 }
  let latest: string | undefined
  for (const { health, dates } of rows) {
    lights[health.light ?? 'unknown'] += 1
    if (dates.scheduledFinish === undefined) continue
    if (latest === undefined || dates.scheduledFinish > latest) latest = dates.scheduledFinish
  }
  return {
    projects: rows.length,
    lights,
    finishUnknown: sumOf('finishUnknown', rows),
    late: sumOf('late', rows),
    deltaUnknown: sumOf('deltaUnknown', rows),
    forecastUnknown: sumOf('forecastUnknown', rows),
    neverChecked: sumOf('neverChecked', rows),
    findings: {
      open: sumOf('open', rows),
      breach: sumOf('breach', rows),
      waived: sumOf('waived', rows),
      unknown: sumOf('unknown', rows),
    },
    ...(latest !== undefined && { latest }),
  }
}
