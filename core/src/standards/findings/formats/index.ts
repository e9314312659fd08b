/**
 * Reports of what the rules said, for pipelines of other tools: text, JSON, SARIF, JUnit and Markdown.
 * @module
 */
import type { CheckDocument } from './check-document.ts'
import { junitReport } from './junit-format.ts'
import { markdownReport } from './markdown-format.ts'
import { sarifReport, type SarifOptions } from './sarif-format.ts'
import { textReport } from './text-format.ts'

export type {
  CheckDocument,
  DocumentCounts,
  DocumentFinding,
  DocumentResult,
  DocumentRule,
  DocumentUndecided,
} from './check-document.ts'
export { FAIL_ON, failures, type FailOn } from './fail-on.ts'

/** Forms in which a report can be written. */
export const REPORT_FORMATS = ['text', 'json', 'sarif', 'junit', 'md'] as const

/** One of {@link REPORT_FORMATS}. */
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** Writes a report. Pure. */
export function writeReport(
  format: ReportFormat,
  document: CheckDocument,
  options: SarifOptions = {},
): string {
  switch (format) {
    case 'text':
      return `${textReport(document)}\n`
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`
    case 'sarif':
      return sarifReport(document, options)
    case 'junit':
      return junitReport(document)
    case 'md':
      return markdownReport(document)
    default:
      return format satisfies never
  }
}
