/**
 * The words of reports that other features offer and check, without the code that works with them.
 * @module
 */
export { REPORTS, type ReportName } from './report-document.ts'
export { REPORT_FORMATS } from './report-format.ts'
