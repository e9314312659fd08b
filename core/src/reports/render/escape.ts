import { withoutSteering } from '../../texts/index.ts'

/** A text that stands in HTML as it is, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return withoutSteering(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/**
 * A text that stands in a line of Markdown as it is, at the start or within: no markup, no HTML, no cell of a table ends in
 * it, and nobody is called by a name and no ticket by a number where it is posted.
 */
export function escapeMarkdown(text: string): string {
  return (
    escapeCell(text)
      // What begins a list or a heading does so at the start alone; digits are no markup, what stands behind them is.
      .replace(/^([-+#=])/, String.raw`\$1`)
      .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
  )
}

/** As {@link escapeMarkdown}, for a cell of a table: no list or heading begins there. */
export function escapeCell(text: string): string {
  return (
    withoutSteering(text)
      .replaceAll(/\s+/g, ' ')
      // What surrounds emphasis has to touch it.
      .trim()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll(/[\\`*_[\]|~$]/g, String.raw`\$&`)
      .replaceAll(/@|#(?=\d)/g, '$&&#8203;')
      .replaceAll(/(https?|ftp|www)(:|\.)/gi, '$1&#8203;$2')
  )
}
