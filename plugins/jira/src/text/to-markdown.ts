/**
 * Rich text as Markdown: ADF where the value is a document (Cloud), wiki text where it is text (Data Center).
 * Undefined where there is no text.
 */
export function toMarkdown(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
