import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What is handed out once: `pmo` begins a token of the API, `pms` a browser's session, `pmc` a code that signs in once. */
export type TokenKind = 'pmo' | 'pms' | 'pmc'

/** A token as it is handed out, once: `pmo_<id>_<secret>`. The id finds its row, the secret proves it. */
export interface NewToken {
  readonly id: string
  /** The whole text; kept nowhere by the server. */
  readonly text: string
  /** SHA-256 of the whole text, hex. */
  readonly hash: string
}

const PATTERN = /^(pmo|pms|pmc)_([A-Za-z0-9]{10})_[A-Za-z0-9_-]{43}$/
const ID_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** SHA-256 of a token, hex: what is kept of it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Makes a token of 256 random bits. */
export function newToken(kind: TokenKind = 'pmo'): NewToken {
  const id = Array.from(randomBytes(10), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')
  const text = `${kind}_${id}_${randomBytes(32).toString('base64url')}`
  return { id, text, hash: hashOf(text) }
}

/** The id inside a token, or undefined when it has not the form of one of this kind. */
export function tokenId(text: string, kind: TokenKind = 'pmo'): string | undefined {
  const [, found, id] = PATTERN.exec(text) ?? []
  return found === kind ? id : undefined
}

/** Whether a text is the token of this hash; takes the same time wherever they differ. */
export function matchesHash(text: string, hash: string): boolean {
  return isSame(hashOf(text), hash)
}

/** Whether two secrets are equal; takes the same time wherever they differ. */
export function isSame(given: string, kept: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(kept)]
  return one.length === other.length && timingSafeEqual(one, other)
}
