/** Longest name or title that the format takes, in characters. */
export const MOST_NAME = 512

/**
 * Markdown as the plain text of a note: its marks stay, since they read well as text, but what was escaped only for Markdown's sake
 * stands there as it is meant, and hard line breaks are line breaks.
 */
export function markdownToPlain(markdown: string): string {
  return markdown.replace(/([^\n]) {2}\n(?=[^\n])/g, '$1\n').replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

/** One line of at most so many characters; what is longer ends in an ellipsis. */
export function oneLine(text: string, most = MOST_NAME): string {
  const line = text.replace(/[\r\n\t]+/g, ' ')
  if (line.length <= most) return line
  // Not inside of a pair of surrogates.
  return `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
