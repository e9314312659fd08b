import { adfToMarkdown, isAdf } from './adf/adf-to-markdown.ts'
import { wikiToMarkdown } from './wiki/wiki-to-markdown.ts'

/**
 * Rich text as Markdown: Atlassian's document format where the value is a document (Cloud), wiki text where it is
 * text (Data Center). Undefined where there is no text.
 */
export function toMarkdown(value: unknown): string | undefined {
  if (typeof value === 'string') return wikiToMarkdown(value)
  return isAdf(value) ? adfToMarkdown(value) : undefined
}
