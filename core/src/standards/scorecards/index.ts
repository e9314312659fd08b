/**
 * How far projects keep the standards: levels of maturity, scores, their course, and projects beside each other.
 * @module
 */
export { scorecardsRouter } from './router.ts'
export { ScorecardService, type ScorecardParts, type ScoredProject } from './service.ts'
