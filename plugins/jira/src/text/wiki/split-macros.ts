import { FindAhead } from './find-ahead.ts'

/** A stretch of wiki text: running text, raw text of a macro that keeps it, or the tag of one that holds others. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'raw'
      readonly text: string
      readonly language: string
      readonly title: string | undefined
    }
  | { readonly kind: 'tag'; readonly name: BlockMacro; readonly parameters: Parameters | undefined }

/** Macros that hold blocks. */
export type BlockMacro = 'quote' | 'panel' | 'info' | 'note' | 'tip' | 'warning' | 'expand'

/** What stands behind the colon of a macro: `title=X|bgColor=#ff0`, and a first value without a name. */
export interface Parameters {
  readonly first: string | undefined
  readonly title: string | undefined
}

const TAG = /\{([a-z]+)(?::([^{}\n]*))?\}/iy
const RAW = new Set(['code', 'noformat'])
const BLOCKS = new Set<string>(['quote', 'panel', 'info', 'note', 'tip', 'warning', 'expand'])
// Tags that change looks or arrange: what is between them is what counts.
const PASSED_OVER = new Set(['anchor', 'color', 'section', 'column'])

/** Divides wiki text at its macros. A macro that is never closed, or not known, stays text. */
export function splitMacros(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  const ahead = new FindAhead(text)
  let running = ''
  let from = 0
  const flush = (): void => {
    if (running !== '') pieces.push({ kind: 'text', text: running })
    running = ''
  }
  for (;;) {
    const at = text.indexOf('{', from)
    if (at < 0) break
    running += text.slice(from, at)
    from = at
    TAG.lastIndex = at
    const [tag, word = '', given] = isEscaped(text, at) ? [] : (TAG.exec(text) ?? [])
    const name = word.toLowerCase()
    if (tag !== undefined && RAW.has(name)) {
      const close = `{${word}}`
      const end = ahead.next(close, at + tag.length)
      if (end < text.length) {
        flush()
        pieces.push(rawPiece(text.slice(at + tag.length, end), name, given))
        from = end + close.length
        continue
      }
    } else if (tag !== undefined && isBlock(name)) {
      flush()
      pieces.push({ kind: 'tag', name, parameters: given === undefined ? undefined : parametersOf(given) })
      from = at + tag.length
      continue
    } else if (tag !== undefined && PASSED_OVER.has(name)) {
      from = at + tag.length
      continue
    }
    running += '{'
    from = at + 1
  }
  running += text.slice(from)
  flush()
  return pieces
}

const isBlock = (name: string): name is BlockMacro => BLOCKS.has(name)

/** An odd number of backslashes before it; at most two are looked at, since two of them are a line break. */
const isEscaped = (text: string, at: number): boolean => text[at - 1] === '\\' && text[at - 2] !== '\\'

function rawPiece(text: string, name: string, given: string | undefined): Piece {
  const { first = '', title } = given === undefined ? {} : parametersOf(given)
  return { kind: 'raw', text: text.replace(/^\n/, ''), language: name === 'code' ? first : '', title }
}

function parametersOf(given: string): Parameters {
  let first: string | undefined
  let title: string | undefined
  for (const part of given.split('|')) {
    const equals = part.indexOf('=')
    if (equals < 0) first ??= part.trim()
    else if (part.slice(0, equals).trim().toLowerCase() === 'title') title ??= part.slice(equals + 1).trim()
  }
  return { first, title: title === '' ? undefined : title }
}
