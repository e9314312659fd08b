/** Longest quotation, in characters. */
const MOST = 240

/**
 * The sentence or line around a place in a text, in one line and bounded, for a person to judge by. Pure.
 * @param place where the item is named, as offsets into the text
 */
export function sentenceAt(text: string, place: { readonly begin: number; readonly end: number }): string {
  const { begin, end } = place
  const before = text.slice(Math.max(0, begin - MOST), begin)
  const after = text.slice(end, end + MOST)
  const opening = Math.max(before.lastIndexOf('\n'), ...ends(before))
  const closing = [after.indexOf('\n'), firstEnd(after)].filter((at) => at >= 0)
  const head = before.slice(opening + 1)
  const tail = after.slice(0, Math.min(after.length, ...closing))
  const whole = `${head}${text.slice(begin, end)}${tail}`
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[\s*#>-]+(?=\S)(?!\d)/u, '')
    .trim()
  return clipped(whole)
}

/** Where sentences end in a text; the marks of a key or an address are followed by no space. */
function ends(text: string): number[] {
  return [...text.matchAll(/[.!?](?=\s)/gu)].map((match) => match.index)
}

function firstEnd(text: string): number {
  const at = text.search(/[.!?](?:\s|$)/u)
  return at < 0 ? -1 : at + 1
}

/** Never cuts a character in two. */
function clipped(text: string): string {
  if (text.length <= 2 * MOST) return text
  const cut = text.slice(0, 2 * MOST - 1)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
