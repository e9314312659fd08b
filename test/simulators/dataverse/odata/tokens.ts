import { QueryError } from './query-error.ts'

/** A piece of a filter. */
export type Token =
  | { readonly kind: 'word' | 'punctuation'; readonly text: string; readonly at: number }
  | {
      readonly kind: 'literal'
      readonly type: LiteralType
      readonly value: LiteralValue
      readonly at: number
    }

export type LiteralType = 'text' | 'number' | 'guid' | 'instant' | 'flag' | 'null'
export type LiteralValue = string | number | boolean | null

const SPACE = /\s+/y
const STRING = /'(?:[^']|'')*'/y
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy
const INSTANT = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?/y
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[A-Za-z_@][\w.@]*/y
const PUNCTUATION = /[(),=[\]]/y

/** Splits a filter into its pieces. @throws QueryError at the first character that belongs to none */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  while (at < text.length) {
    if (take(SPACE) !== undefined) continue
    const start = at
    const literal = literalBy(take)
    if (literal !== undefined) {
      tokens.push({ kind: 'literal', ...literal, at: start })
      continue
    }
    const word = take(WORD)
    const punctuation = word === undefined ? take(PUNCTUATION) : undefined
    if (word !== undefined) tokens.push(wordToken(word, start))
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, at: start })
    else
      throw new QueryError(
        `Syntax error: character '${text[at]}' is not valid at position ${at} in '${text}'.`,
      )
  }
  return tokens
}

function literalBy(
  take: (pattern: RegExp) => string | undefined,
): { readonly type: LiteralType; readonly value: LiteralValue } | undefined {
  const quoted = take(STRING)
  if (quoted !== undefined) return { type: 'text', value: quoted.slice(1, -1).replaceAll("''", "'") }
  const guid = take(GUID)
  if (guid !== undefined) return { type: 'guid', value: guid.toLowerCase() }
  const instant = take(INSTANT)
  if (instant !== undefined) return { type: 'instant', value: instant }
  const number = take(NUMBER)
  return number === undefined ? undefined : { type: 'number', value: Number(number) }
}

function wordToken(word: string, at: number): Token {
  if (word === 'null') return { kind: 'literal', type: 'null', value: null, at }
  if (word === 'true' || word === 'false')
    return { kind: 'literal', type: 'flag', value: word === 'true', at }
  return { kind: 'word', text: word, at }
}
