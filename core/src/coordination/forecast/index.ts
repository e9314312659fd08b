/**
 * Forecasts: when projects will be finished, by simulation over the network and by throughput.
 * @module
 */
export { forecastRisksMigration } from './migrations/forecast-risks.ts'
export { forecastRouter } from './router.ts'
export { ForecastService, type ForecastParts } from './service.ts'
