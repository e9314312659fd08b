import { badRequest } from './odata-error.ts'

export type TokenKind =
  | 'word'
  | 'number'
  | 'text'
  | 'guid'
  | 'date'
  | 'open'
  | 'close'
  | 'comma'
  | 'minus'
  | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The literal's content, without quotes and prefix. */
  readonly text: string
  readonly at: number
}

const NUMBER = /(?:\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)[LlMmDdFf]?/y
const WORD = /[A-Za-z_][\w/]*/y
const QUOTED = /'((?:[^']|'')*)'/y
const SIGNS: Readonly<Record<string, TokenKind>> = { '(': 'open', ')': 'close', ',': 'comma', '-': 'minus' }
const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?Z?$/

/** Cuts an expression of OData V3 into its tokens; the last one is `end`. */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  while (at < text.length) {
    const sign = text[at] ?? ''
    if (sign === ' ') {
      at++
      continue
    }
    const found = match(QUOTED) ?? match(NUMBER) ?? match(WORD)
    if (found === null) {
      const kind = SIGNS[sign]
      if (kind === undefined)
        throw badRequest(`Syntax error: character '${sign}' is not valid at position ${at}.`)
      tokens.push({ kind, text: sign, at })
      at++
      continue
    }
    const [whole, quoted] = found
    const start = at
    at += whole.length
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'"), at: start })
    else if (/^\d/.test(whole)) tokens.push({ kind: 'number', text: whole, at: start })
    else if (text[at] === "'") {
      const literal = match(QUOTED)
      if (literal === null) throw badRequest(`Unterminated literal at position ${at} in '${text}'.`)
      tokens.push(typedLiteral(whole, literal[1] ?? '', start))
      at += literal[0].length
    } else tokens.push({ kind: 'word', text: whole, at: start })
  }
  tokens.push({ kind: 'end', text: '', at })
  return tokens
}

const typedLiteral = (prefix: string, content: string, at: number): Token => {
  if (prefix === 'guid' && GUID.test(content)) return { kind: 'guid', text: content.toLowerCase(), at }
  if (prefix === 'datetime' && DATE.test(content)) return { kind: 'date', text: content, at }
  throw badRequest(`Unrecognized '${prefix}' literal '${prefix}'${content}'' at '${at}'.`)
}
