import type { Mark, Segment } from '../markdown/inline.ts'
import { tokensOf, type Token } from './inline-tokens.ts'

/** What a line of wiki text shows: marked text, and in rows of tables the borders of cells. */
export type Shown = { readonly kind: 'segment'; readonly segment: Segment } | (Token & { kind: 'cell' })

/**
 * Reads a line. A mark counts only where it is closed in the same line and cell; one that is not stays the sign
 * it is written with.
 */
export function readLine(line: string, isRow = false): readonly Shown[] {
  const tokens = tokensOf(line, isRow)
  const closed = pairs(tokens)
  const shown: Shown[] = []
  // Shared by all that stands under the same marks: most of a line does.
  let marks: readonly Mark[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'cell') shown.push(token)
    else if (token.kind === 'text') {
      const own = token.mark === undefined ? marks : [...marks, token.mark]
      shown.push({
        kind: 'segment',
        segment: { text: token.text, marks: own, ...(token.href !== undefined && { href: token.href }) },
      })
    } else if (closed.get(index) === 'open') marks = [...marks, token.mark]
    else if (closed.get(index) === 'close') marks = marks.toSpliced(marks.lastIndexOf(token.mark), 1)
    else shown.push({ kind: 'segment', segment: { text: token.sign, marks } })
  }
  return shown
}

/** Which marks open and close, found with one stack: what is opened inside and not closed there stays text. */
function pairs(tokens: readonly Token[]): ReadonlyMap<number, 'open' | 'close'> {
  const found = new Map<number, 'open' | 'close'>()
  let waiting: { readonly sign: string; readonly index: number }[] = []
  let count = new Map<string, number>()
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'cell') {
      waiting = []
      count = new Map()
    }
    if (token.kind !== 'mark') continue
    const { sign, side } = token
    if (side !== 'open' && (count.get(sign) ?? 0) > 0) {
      for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
        count.set(top.sign, (count.get(top.sign) ?? 1) - 1)
        if (top.sign !== sign) continue
        found.set(top.index, 'open').set(index, 'close')
        break
      }
    } else if (side !== 'close' && (count.get(sign) ?? 0) === 0) {
      // A mark within the same mark says nothing more: at most one of each is open.
      waiting.push({ sign, index })
      count.set(sign, 1)
    }
  }
  return found
}
