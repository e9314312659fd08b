/**
 * Portfolios to try checks on.
 * @module
 */
export { PORTFOLIO_DAY } from './known-day.ts'
export { portfolios } from './portfolio-arbitrary.ts'
