/**
 * The text of a description with everything blanked out that nobody says: code, comments of templates, and the lines
 * that quote somebody else. Positions stay. Linear in the length of the text, whatever is in it. Pure.
 */
export function proseOf(text: string): string {
  return unquoted(withoutSpans(withoutFences(withoutComments(text))))
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}

function withoutComments(text: string): string {
  let [kept, at] = ['', 0]
  for (;;) {
    const begin = text.indexOf('<!--', at)
    if (begin < 0) return kept + text.slice(at)
    const end = text.indexOf('-->', begin)
    // One that never ends hides the rest, as trackers show it.
    const after = end < 0 ? text.length : end + 3
    kept += text.slice(at, begin) + blank(text.slice(begin, after))
    at = after
  }
}

function withoutFences(text: string): string {
  let fence: string | undefined
  return text
    .split('\n')
    .map((line) => {
      const [, mark] = /^ {0,3}(`{3,20}|~{3,20})/.exec(line) ?? []
      if (fence === undefined) {
        fence = mark
        return mark === undefined ? line : blank(line)
      }
      if (mark !== undefined && mark.startsWith(fence)) fence = undefined
      return blank(line)
    })
    .join('\n')
}

/** Blanks `code` within a line. */
function withoutSpans(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      let [kept, at] = ['', 0]
      for (;;) {
        const begin = line.indexOf('`', at)
        const end = begin < 0 ? -1 : line.indexOf('`', begin + 1)
        if (end < 0) return kept + line.slice(at)
        kept += line.slice(at, begin) + blank(line.slice(begin, end + 1))
        at = end + 1
      }
    })
    .join('\n')
}

function unquoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s{0,3}>/.test(line.slice(0, 8)) ? blank(line) : line))
    .join('\n')
}
