import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { ScenarioStep } from './step.ts'
import type { ImpactSummary } from './summary.ts'

export interface ScenarioTable {
  id: GeneratedAlways<number>
  name: string
  note: string | null
  created_by: string
  created_at: Generated<string>
  withdrawn_by: string | null
  withdrawn_at: string | null
}

/** What a scenario supposed, version by version; rows are never changed. */
export interface ScenarioVersionTable {
  scenario: number
  version: number
  steps: readonly ScenarioStep[]
  reason: string | null
  written_by: string
  written_at: Generated<string>
}

/** What came out each time that a scenario was run; rows are never changed. */
export interface ScenarioRunTable {
  id: GeneratedAlways<number>
  scenario: number
  version: number
  /** Until when the data was known that it stands on. */
  as_of: string
  /** Position of the change feed that it stands on. */
  feed_position: string
  /** Tells the dates that it stands on from others. */
  basis: string
  result: ImpactSummary
  ran_by: string
  ran_at: Generated<string>
}

/** That a run became a plan of record; rows are never changed. */
export interface ScenarioAdoptionTable {
  /** Id of the plan among the baselines. */
  plan: number
  scenario: number
  run: number
  adopted_by: string
  adopted_at: Generated<string>
}

/** A handle that knows this feature's tables. */
export const scenarios = (handle: Handle) =>
  handle.$extendTables<{
    'pmo.scenario': ScenarioTable
    'pmo.scenario_version': ScenarioVersionTable
    'pmo.scenario_run': ScenarioRunTable
    'pmo.scenario_adoption': ScenarioAdoptionTable
  }>()
