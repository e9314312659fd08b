import { createHash } from 'node:crypto'
import { isJsonObject } from '../../common/json.ts'

/** What an opaque token of a page remembers. */
export interface PageMark {
  /** What was asked, hashed: a token fits no other question. */
  readonly question: string
  /** Where the next page begins. */
  readonly after: string
  readonly expiresAt: number
}

export const questionOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)

const seal = (text: string): string => createHash('sha256').update(`sim:${text}`).digest('hex').slice(0, 8)

export const tokenOf = (mark: PageMark): string => {
  const text = Buffer.from(JSON.stringify(mark)).toString('base64url')
  return `${text}.${seal(text)}`
}

/** Undefined for a token that was not made here, is of another question, or is too old. */
export const markOf = (token: string, question: string, now: number): PageMark | undefined => {
  const [text = '', seen] = token.split('.')
  if (seen !== seal(text)) return undefined
  const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
  if (!isJsonObject(value)) return undefined
  const { question: asked, after, expiresAt } = value
  if (typeof asked !== 'string' || typeof after !== 'string' || typeof expiresAt !== 'number')
    return undefined
  return asked === question && expiresAt > now ? { question: asked, after, expiresAt } : undefined
}
