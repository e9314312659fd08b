import type { FlowFact, IndicatorFact } from '@headless-pmo/sdk'

/** Gives checks how work moves through projects. */
export interface FlowFacts {
  /** Of each of the projects in the order asked for; one that does not exist is left out. @param projects ids */
  facts(projects: readonly string[]): Promise<readonly FlowFact[]>
}

/** Gives checks the measured figures of projects: earned value, earned schedule, flow and delivery. */
export interface MeasureFacts {
  /** All figures of the projects, in the order asked for; a project that does not exist is left out. @param projects ids */
  indicators(projects: readonly string[]): Promise<readonly IndicatorFact[]>
}
