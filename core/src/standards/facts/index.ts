/**
 * What the rules judge by: records and computed facts of a project or of the portfolio, packed for another thread.
 * @module
 */
export type { FactCollector, FactMarks, FactUnit } from './fact-collector.ts'
export { isOfSchedule } from './fact-collector.ts'
export type { PackedFacts } from './packed-facts.ts'
export type { FactParts } from './fact-parts.ts'
export { PortfolioFacts } from './portfolio-facts.ts'
