import type { Light } from '../../ui/api-types.ts'
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
  const findings = { open: 0, breach: 0, waived: 0, unknown: 0 }
  const count = { finishUnknown: 0, late: 0, deltaUnknown: 0, forecastUnknown: 0, neverChecked: 0 }
  let latest: string | undefined
  for (const { health, dates, forecast, findings: found } of rows) {
    lights[health.light ?? 'unknown'] += 1
    if (dates.scheduledFinish === undefined) count.finishUnknown += 1
    else if (latest === undefined || dates.scheduledFinish > latest) latest = dates.scheduledFinish
    const { deltaDays, namedDeltaDays } = dates
    if (deltaDays === undefined && namedDeltaDays === undefined) count.deltaUnknown += 1
    else if ((deltaDays ?? 0) > 0 || (namedDeltaDays ?? 0) > 0) count.late += 1
    if (forecast.p80 === undefined) count.forecastUnknown += 1
    if (found.asOf === undefined) {
      count.neverChecked += 1
      continue
    }
    findings.open += found.open
    findings.breach += found.breach
    findings.waived += found.waived
    findings.unknown += found.unknown
  }
  return { projects: rows.length, lights, ...count, findings, ...(latest !== undefined && { latest }) }
}
