/**
 * Plain notes as Markdown that shows the same text: marks are escaped, line breaks stay. Lines that look
 * like list items stay as they are; as lists they say the same.
 */
export function plainToMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\`*_[\]<>]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\s{0,3})(#{1,6}(?=\s|$)|=+\s*$)/gm, '$1\\$2')
    .replace(/([^\n])\n(?=[^\n])/g, '$1  \n')
    .trim()
}
