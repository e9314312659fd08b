import { backticksAround, escapeText } from './escape.ts'
import { hrefText, isAutolink, isHarmless } from './href.ts'

/** How running text may be marked; colours, sizes and underlines of other kinds have no form in Markdown. */
export type Mark = 'strong' | 'em' | 'strike' | 'ins' | 'sub' | 'sup' | 'code'

/** A stretch of running text under the same marks. A line break is the character `\n`. */
export interface Segment {
  readonly text: string
  readonly marks: readonly Mark[]
  readonly href?: string | undefined
  readonly title?: string | undefined
}

const DELIMITERS: Readonly<Record<Exclude<Mark, 'code'>, readonly [open: string, close: string]>> = {
  strong: ['**', '**'],
  em: ['*', '*'],
  strike: ['~~', '~~'],
  ins: ['<ins>', '</ins>'],
  sub: ['<sub>', '</sub>'],
  sup: ['<sup>', '</sup>'],
}
type Delimited = keyof typeof DELIMITERS
// In this order they are opened: the same marks always nest the same way.
const ORDER: readonly Delimited[] = ['strong', 'em', 'strike', 'ins', 'sub', 'sup']

/**
 * Running text as Markdown; `\n` in the result is a line break. Delimiters never stand beside the inner side of a
 * space, where Markdown would not take them for any. Each character is looked at a bounded number of times.
 */
export function inlineMarkdown(segments: readonly Segment[]): string {
  let text = ''
  let open: Delimited[] = []
  let space = ''
  const closeFrom = (index: number): void => {
    for (const mark of open.slice(index).toReversed()) text += DELIMITERS[mark][1]
    open = open.slice(0, index)
  }
  for (const { start, end } of runs(segments)) {
    const first = segments[start]
    if (first === undefined) continue
    const { text: whole, marks, href, title } = joined(segments, start, end, first)
    const core = whole.trim()
    if (core === '') {
      space += whole
      continue
    }
    const from = whole.indexOf(core)
    space += whole.slice(0, from)
    const wanted = ORDER.filter((mark) => marks.includes(mark))
    const kept = open.findIndex((mark) => !wanted.includes(mark))
    if (kept >= 0) closeFrom(kept)
    text += text === '' ? '' : space
    for (const mark of wanted.filter((one) => !open.includes(one))) {
      text += DELIMITERS[mark][0]
      open.push(mark)
    }
    text += coreText(core, { code: marks.includes('code'), href, title })
    space = whole.slice(from + core.length)
  }
  closeFrom(0)
  return text
}

/** Neighbours that differ in nothing are one: else "a" and "b" in bold would read `**a****b**`. */
function runs(segments: readonly Segment[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const [index, segment] of segments.entries()) {
    const last = found.at(-1)
    const before = last === undefined ? undefined : segments[last.start]
    if (last !== undefined && before !== undefined && isAlike(before, segment)) last.end = index + 1
    else found.push({ start: index, end: index + 1 })
  }
  return found
}

function isAlike(one: Segment, other: Segment): boolean {
  return (
    one.href === other.href &&
    one.title === other.title &&
    one.marks.length === other.marks.length &&
    one.marks.every((mark) => other.marks.includes(mark))
  )
}

function joined(segments: readonly Segment[], start: number, end: number, first: Segment): Segment {
  if (end - start === 1) return first
  const text = segments
    .slice(start, end)
    .map((segment) => segment.text)
    .join('')
  return { ...first, text }
}

interface Around {
  readonly code: boolean
  readonly href: string | undefined
  readonly title: string | undefined
}

function coreText(core: string, { code, href, title }: Around): string {
  if (href === undefined) return code ? codeSpan(core) : withAddresses(core)
  const inner = code ? codeSpan(core) : escapeText(core)
  if (!isHarmless(href)) return core === href ? inner : `${inner} (${escapeText(href)})`
  if (core === href && !code && isAutolink(href)) return `<${href}>`
  const hint = title === undefined || title === core ? '' : ` "${titleText(title)}"`
  return `[${inner}](${hrefText(href)}${hint})`
}

const titleText = (title: string): string =>
  escapeText(title.replaceAll(/\s+/g, ' ')).replaceAll('"', String.raw`\"`)

function codeSpan(core: string): string {
  const text = core.replaceAll(/\s*\n\s*/g, ' ')
  const ticks = backticksAround(text, 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${text}${pad}${ticks}`
}

/** Addresses in plain text, which escapes would break, stand in angle brackets. */
function withAddresses(core: string): string {
  let text = ''
  let from = 0
  for (const { 0: match, index } of core.matchAll(/\bhttps?:\/\/[^\s<>"\\`|]+/gi)) {
    let length = match.length
    while (length > 0 && ".,;:!?)]}'*_~".includes(match.charAt(length - 1))) length -= 1
    const address = match.slice(0, length)
    if (!isAutolink(address)) continue
    text += `${escapeText(core.slice(from, index))}<${address}>`
    from = index + length
  }
  return text + escapeText(core.slice(from))
}
