import type { CapacityFact } from './capacity.ts'
import type { FACT_KINDS } from './fact-kinds.ts'
import type { FlowFact } from './flow.ts'
import type { GovernanceFact } from './governance.ts'
import type { IndicatorFact } from './indicator.ts'
import type { ScheduleFact } from './schedule.ts'
import type { SourceFact } from './source.ts'
import type { WhatIfFact } from './what-if.ts'

export * from './capacity.ts'
export * from './fact-kinds.ts'
export * from './flow.ts'
export * from './governance.ts'
export * from './indicator.ts'
export * from './schedule.ts'
export * from './source.ts'
export * from './what-if.ts'

/** The facts that the PMO computes and a check may need, by name. See {@link defineCheck}. */
export interface PortfolioFacts {
  /** The computed schedule of a project. */
  readonly schedule: ScheduleFact
  /** What a person has and is asked for in a period. */
  readonly capacity: CapacityFact
  /** A measured figure with its evidence. */
  readonly indicator: IndicatorFact
  /** An experiment on a schedule. */
  readonly whatIf: WhatIfFact
  /** How work moves through a project. */
  readonly flow: FlowFact
  /** What is known of the data of a connection. */
  readonly source: SourceFact
  /** What the PMO itself keeps about a project. */
  readonly governance: GovernanceFact
}

/** The name of a computed fact: one of {@link FACT_KINDS}. */
export type FactKind = (typeof FACT_KINDS)[number]
