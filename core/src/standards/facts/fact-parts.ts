import type { GovernanceFact } from '@headless-pmo/sdk'
import type { ComputePool } from '../../compute/index.ts'
import type { CapacityService, PortfolioSchedules } from '../../coordination/index.ts'
import type { FlowFacts, MeasureFacts } from '../../measures/index.ts'
import type { SourceParts } from './source-reader.ts'

/** Who gives the facts that the rules judge by. Whoever is absent gives none: rules that need them say unknown. */
export interface FactParts extends SourceParts {
  readonly compute: ComputePool
  readonly schedules: PortfolioSchedules
  readonly capacity?: Pick<CapacityService, 'facts'>
  readonly flow?: FlowFacts
  readonly measures?: MeasureFacts
  readonly governance?: {
    facts(projects: readonly string[]): Promise<readonly GovernanceFact[]>
    fingerprints(projects: readonly string[]): Promise<ReadonlyMap<string, string>>
  }
  /** The day that is judged, YYYY-MM-DD. */
  readonly today: () => string
}
