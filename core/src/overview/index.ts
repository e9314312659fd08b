/**
 * The health of projects as honest indicators: dates, effort, cost, findings and freshness, now and day by day.
 * @module
 */
export { BackgroundForecasts, type SimulatedEnds } from './background-forecasts.ts'
export { defineOverviewJobs, scheduleOverview } from './jobs.ts'
export { healthDaysMigration } from './migrations/health-days.ts'
export { filterRows, type OverviewFilter } from './overview-page.ts'
export type { ForecastRow } from './overview-row.ts'
export type { HealthDay, OverviewRow, RowForecast } from './overview-row.ts'
export { overviewRouter } from './router.ts'
export { OverviewService, type Overview, type OverviewParts, type OverviewProject } from './service.ts'
