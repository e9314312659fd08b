/**
 * Runs the laws on a plugin.
 * @module
 */
export { checkLaws } from './check-laws.ts'
export type { LawReport, LawResult } from './law-report.ts'
export type { CheckLawsOptions, ConformanceOptions } from './options.ts'
