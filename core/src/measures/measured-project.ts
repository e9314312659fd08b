import type { PortfolioDefinition, ProjectDefinition } from '../config/index.ts'
import type { SourceAsOf } from '../portfolio/index.ts'

/** A project that is measured, with its number among all: items belong to the first that claims them. */
export interface MeasuredProject {
  readonly project: ProjectDefinition
  readonly index: number
  /** All projects in the order of the configuration. */
  readonly all: readonly ProjectDefinition[]
  readonly portfolio?: PortfolioDefinition
  readonly asOf: readonly SourceAsOf[]
}
