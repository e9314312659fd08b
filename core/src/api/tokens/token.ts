import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A token as it is handed out, once: `pmo_<id>_<secret>`. The id finds its row, the secret proves it. */
export interface NewToken {
  readonly id: string
  /** The whole text; kept nowhere by the server. */
  readonly text: string
  /** SHA-256 of the whole text, hex. */
  readonly hash: string
}

const PATTERN = /^pmo_([A-Za-z0-9]{10})_[A-Za-z0-9_-]{43}$/
const ID_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Makes a token of 256 random bits. */
export function newToken(): NewToken {
  const id = Array.from(randomBytes(10), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')
  const text = `pmo_${id}_${randomBytes(32).toString('base64url')}`
  return { id, text, hash: hashOf(text) }
}

/** The id inside a token, or undefined when it has not the form of one. */
export function tokenId(text: string): string | undefined {
  return PATTERN.exec(text)?.[1]
}

/** Whether a text is the token of this hash; takes the same time wherever they differ. */
export function matchesHash(text: string, hash: string): boolean {
  const given = Buffer.from(hashOf(text), 'hex')
  const kept = Buffer.from(hash, 'hex')
  return given.length === kept.length && timingSafeEqual(given, kept)
}
