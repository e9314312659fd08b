import { jsonText } from '../../texts/index.ts'
import type { ReportDocument } from '../report-document.ts'
import type { ReportFormat } from '../report-format.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'

/** A report as a text. Pure; run in the compute pool, since a thousand projects are a long text. */
export function renderReport({
  document,
  format,
}: {
  readonly document: ReportDocument
  readonly format: ReportFormat
}): string {
  switch (format) {
    case 'html':
      return renderHtml(document)
    case 'md':
      return renderMarkdown(document)
    case 'json':
      return `${jsonText(document, 2)}\n`
    default: {
      const never: never = format
      throw new Error(`no such format: ${String(never)}`)
    }
  }
}
