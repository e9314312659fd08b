const SPECIAL = /[\\`*_[\]<~|&]/g
const WORD = /[\p{L}\p{N}]/u
const ENTITY = /&(?:#\w{1,8}|[a-z]\w{1,31});/iy

/**
 * Text as Markdown that shows that text: what could be markup, HTML or an entity is escaped. Underscores within
 * words stay, since names have them and Markdown leaves them alone there.
 */
export function escapeText(text: string): string {
  return text.replaceAll(SPECIAL, (char, at: number) => {
    if (char === '_') {
      const inside = WORD.test(text[at - 1] ?? '') && WORD.test(text[at + 1] ?? '')
      return inside ? char : '\\_'
    }
    if (char === '&') {
      ENTITY.lastIndex = at
      return ENTITY.test(text) ? '\\&' : char
    }
    return char === '|' ? char : `\\${char}`
  })
}

/**
 * The start of a line of running text, so that it begins no heading, quote, list, rule or row of a table.
 */
export function escapeLineStart(line: string): string {
  if (/^[#>]|^[-+](?=\s|$)|^=+\s*$/.test(line)) return `\\${line}`
  if (/^[-:|][-:|\s]*$/.test(line)) return `\\${line}`
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, String.raw`$1\$2`)
}

/** A fence or delimiter of backticks that is longer than every run of them in the text. */
export function backticksAround(text: string, least: number): string {
  let longest = 0
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  return '`'.repeat(Math.max(least, longest + 1))
}
