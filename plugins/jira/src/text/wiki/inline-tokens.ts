import type { Mark } from '../markdown/inline.ts'
import { FindAhead } from './find-ahead.ts'

/** One sign of a line of wiki text, before it is known which of its marks are closed. */
export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly mark?: Mark; readonly href?: string }
  | { readonly kind: 'mark'; readonly mark: Mark; readonly sign: string; readonly side: Side }
  | { readonly kind: 'cell'; readonly header: boolean }

/** On which side of marked text a sign can stand. */
export type Side = 'open' | 'close' | 'both'

const MARKS: Readonly<Record<string, Mark>> = {
  '*': 'strong',
  _: 'em',
  '??': 'em',
  '-': 'strike',
  '+': 'ins',
  '^': 'sup',
  '~': 'sub',
}

const EMOTICONS: Readonly<Record<string, string>> = {
  '(y)': '👍',
  '(n)': '👎',
  '(i)': 'ℹ️',
  '(/)': '✅',
  '(x)': '❌',
  '(!)': '⚠️',
  '(+)': '➕',
  '(-)': '➖',
  '(?)': '❓',
  '(on)': '💡',
  '(off)': '🔅',
  '(*)': '⭐',
  '(*r)': '⭐',
  '(*g)': '⭐',
  '(*b)': '⭐',
  '(*y)': '⭐',
  '(flag)': '🚩',
  '(flagoff)': '🏳️',
}

const SIGN = /[\\*_?\-+^~{[!(|]/g
const WORD = /[\p{L}\p{N}]/u
const SPACE = /\s/
const EMOTICON = /\([a-z*/!?+-][a-z]{0,6}\)/iy
const FILE = /^[^\s|!][^|!]*(?:\|[^!]*)?$/

/**
 * Divides a line into its signs. Every step goes forward, and no sign looks further than to the next of its kind:
 * the time grows with the line's length alone.
 */
export function tokensOf(line: string, isRow: boolean): readonly Token[] {
  const tokens: Token[] = []
  const ahead = new FindAhead(line)
  let plain = ''
  let from = 0
  const put = (token: Token): void => {
    if (plain !== '') tokens.push({ kind: 'text', text: plain })
    plain = ''
    tokens.push(token)
  }
  while (from < line.length) {
    SIGN.lastIndex = from
    const at = SIGN.exec(line)?.index ?? line.length
    plain += line.slice(from, at)
    if (at >= line.length) break
    const read = readSign({ line, at, ahead, isRow })
    if (typeof read.token === 'string') plain += read.token
    else put(read.token)
    from = at + read.length
  }
  if (plain !== '') tokens.push({ kind: 'text', text: plain })
  return tokens
}

interface Sign {
  readonly line: string
  readonly at: number
  readonly ahead: FindAhead
  readonly isRow: boolean
}

interface Read {
  /** Text stands for itself. */
  readonly token: Token | string
  readonly length: number
}

function readSign(sign: Sign): Read {
  const { line, at, isRow } = sign
  const char = line.charAt(at)
  const literal: Read = { token: char, length: 1 }
  switch (char) {
    case '\\':
      return backslash(line, at)
    case '{':
      return monospaced(sign) ?? literal
    case '[':
      return link(sign) ?? literal
    case '!':
      return image(sign) ?? literal
    case '(':
      return emoticon(line, at) ?? literal
    case '|':
      if (!isRow) return literal
      return line[at + 1] === '|'
        ? { token: { kind: 'cell', header: true }, length: 2 }
        : { token: { kind: 'cell', header: false }, length: 1 }
    default:
      return dash(line, at) ?? mark(line, at) ?? literal
  }
}

function backslash(line: string, at: number): Read {
  const next = line[at + 1]
  if (next === '\\') return { token: '\n', length: 2 }
  // Only before a sign: the backslashes of "C:\temp" are text.
  return next !== undefined && /[\\*_?\-+^~{}[\]!(|#]/.test(next)
    ? { token: next, length: 2 }
    : { token: '\\', length: 1 }
}

function monospaced({ line, at, ahead }: Sign): Read | undefined {
  if (line[at + 1] !== '{') return undefined
  const end = ahead.next('}}', at + 2)
  if (end >= line.length || end === at + 2) return undefined
  return { token: { kind: 'text', text: line.slice(at + 2, end), mark: 'code' }, length: end + 2 - at }
}

/** `[text|address|hint]`, `[address]`, `[~person]`, `[#anchor]`, `[^file]`. */
function link({ line, at, ahead }: Sign): Read | undefined {
  const end = ahead.next(']', at + 1)
  if (end >= line.length || end === at + 1 || ahead.next('[', at + 1) < end) return undefined
  const inner = line.slice(at + 1, end)
  const length = end + 1 - at
  if (inner.startsWith('~')) {
    const name = inner.slice(1).replace(/^accountid:/, '')
    return name === '' ? undefined : { token: { kind: 'text', text: `@${name}` }, length }
  }
  const parts = inner.split('|')
  const address = (parts.length > 1 ? parts[1] : parts[0])?.trim() ?? ''
  const text = (parts.length > 1 ? parts[0] : undefined)?.trim() || address
  if (address.startsWith('^'))
    return { token: { kind: 'text', text: `(attachment: ${text.replace(/^\^/, '')})` }, length }
  if (!/^(?:#|\/|[a-z][\w+.-]*:|www\.)/i.test(address) && parts.length < 2) return undefined
  if (address === '' || text === '') return undefined
  return { token: { kind: 'text', text, href: address }, length }
}

/** `!picture.png!`, `!picture.png|thumbnail!`, `!https://…/film.mov|width=300!`. */
function image({ line, at, ahead }: Sign): Read | undefined {
  const end = ahead.next('!', at + 1)
  if (end >= line.length) return undefined
  const inner = line.slice(at + 1, end)
  if (!FILE.test(inner)) return undefined
  const name = inner.split('|')[0]?.trim() ?? ''
  const isFile = /\.\w{2,5}$/.test(name)
  const isAddress = /^https?:\/\/\S+$/i.test(name)
  if (!isFile && !isAddress) return undefined
  const text = isAddress ? name : `(attachment: ${name})`
  return {
    token: { kind: 'text', text, ...(isAddress && { href: name }) },
    length: end + 1 - at,
  }
}

function emoticon(line: string, at: number): Read | undefined {
  EMOTICON.lastIndex = at
  const [word] = EMOTICON.exec(line) ?? []
  const sign = word === undefined || !Object.hasOwn(EMOTICONS, word) ? undefined : EMOTICONS[word]
  return word === undefined || sign === undefined ? undefined : { token: sign, length: word.length }
}

/** ` -- ` and ` --- ` are dashes. */
function dash(line: string, at: number): Read | undefined {
  if (line[at] !== '-' || line[at + 1] !== '-') return undefined
  let length = 2
  while (line[at + length] === '-') length += 1
  const alone = isSpace(line[at - 1]) && isSpace(line[at + length])
  if (alone && length === 2) return { token: '–', length }
  if (alone && length === 3) return { token: '—', length }
  return { token: '-'.repeat(length), length }
}

const isSpace = (char: string | undefined): boolean => char === undefined || SPACE.test(char)
const isWord = (char: string | undefined): boolean => char !== undefined && WORD.test(char)

/** Opens where no word stands before it and text after it; closes the other way round. */
function mark(line: string, at: number): Read | undefined {
  const sign = line.startsWith('??', at) ? '??' : line.charAt(at)
  const found = Object.hasOwn(MARKS, sign) ? MARKS[sign] : undefined
  if (found === undefined) return undefined
  const [before, after] = [line[at - 1], line[at + sign.length]]
  const opens = !isWord(before) && !isSpace(after)
  const closes = !isWord(after) && !isSpace(before)
  if (!opens && !closes) return undefined
  const side = opens && closes ? 'both' : opens ? 'open' : 'close'
  return { token: { kind: 'mark', mark: found, sign, side }, length: sign.length }
}
