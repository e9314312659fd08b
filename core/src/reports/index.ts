/**
 * Reports: the status of portfolios and projects and how standards are kept, each with the decision that it serves, what
 * it rests on and what is missing; as HTML, Markdown and JSON.
 * @module
 */
export { defineReportJobs, scheduleReports } from './jobs.ts'
export { reportsMigration } from './migrations/reports.ts'
export { REPORT_FORMATS, type ReportFormat } from './report-format.ts'
export { REPORT_POLICY, REPORT_STYLE } from './render/style.ts'
export { REPORTS, type ReportDocument, type ReportName } from './report-document.ts'
export { reportsRouter } from './router.ts'
export { ReportService, type ReadyReport, type RenderedReport, type ReportParts } from './service.ts'
