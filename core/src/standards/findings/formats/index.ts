/**
 * Reports of what the rules said, for pipelines of other tools: text, JSON, SARIF, JUnit and Markdown.
 * @module
 */
import { jsonText } from '../../../texts/index.ts'
import type { CheckDocument } from './check-document.ts'
import { junitReport, type JunitOptions } from './junit-format.ts'
import { markdownReport } from './markdown-format.ts'
import type { ReportFormat } from './report-format.ts'
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
export { REPORT_FORMATS, type ReportFormat } from './report-format.ts'

/** Writes a report. Pure. */
export function writeReport(
  format: ReportFormat,
  document: CheckDocument,
  options: SarifOptions & JunitOptions = {},
): string {
  switch (format) {
    case 'text':
      return `${textReport(document)}\n`
    case 'json':
      return `${jsonText(document, 2)}\n`
    case 'sarif':
      return sarifReport(document, options)
    case 'junit':
      return junitReport(document, options)
    case 'md':
      return markdownReport(document)
    default:
      return format satisfies never
  }
}
