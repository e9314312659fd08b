import { JqlError } from './jql-error.ts'

export interface JqlToken {
  /** `word` is bare text: a name, a key word, a number or a period. */
  readonly kind: 'word' | 'text' | 'sign'
  readonly value: string
  readonly at: number
}

const PATTERN =
  /\s*(?:("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|(cf\[\d+\])|(!=|!~|>=|<=|[=~<>(),])|([^\s"'=!~<>(),[\]{}+;?|*/%^$#@]+))/y

/** Cuts JQL into tokens. Throws on what can be no part of it. */
export const tokenize = (text: string): JqlToken[] => {
  const tokens: JqlToken[] = []
  const end = text.trimEnd().length
  PATTERN.lastIndex = 0
  while (PATTERN.lastIndex < end) {
    const at = PATTERN.lastIndex
    const match = PATTERN.exec(text)
    if (match === null) {
      const character = text.slice(at).trimStart()[0] ?? ''
      throw new JqlError(
        `Error in the JQL Query: The character '${character}' is a reserved JQL character. You must enclose it in a string or use the escape. (line 1, character ${at + 1})`,
      )
    }
    const [, double, single, field, sign, word] = match
    const quoted = double ?? single
    if (quoted !== undefined)
      tokens.push({ kind: 'text', value: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1'), at })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign, at })
    else tokens.push({ kind: 'word', value: field ?? word ?? '', at })
  }
  return tokens
}
