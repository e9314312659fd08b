import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../../database/index.ts'

export interface ForecastRiskTable {
  id: GeneratedAlways<number>
  title: string
  probability: number
  impact_low: number
  impact_likely: number
  impact_high: number
  /** Items by the names that were given. */
  items: string[]
  note: string | null
  stated_by: string
  stated_at: Generated<string>
  ended_by: string | null
  ended_at: string | null
}

/** A handle that knows this feature's table. */
export const risks = (handle: Handle) => handle.$extendTables<{ 'pmo.forecast_risk': ForecastRiskTable }>()
