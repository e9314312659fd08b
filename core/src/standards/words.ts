/**
 * The words of standards that other features offer and check, without the code that works with them.
 * @module
 */
export { FINDING_STATES, SEVERITIES } from './findings/finding.ts'
export { FAIL_ON, type FailOn } from './findings/formats/fail-on.ts'
export { REPORT_FORMATS } from './findings/formats/report-format.ts'
export { WAIVER_STATES } from './findings/waiver.ts'
