import { newToken } from './token.ts'

/** How long a code may wait to be used, in milliseconds. */
const CODE_MS = 60 * 60_000
/** Codes that wait at the same time; the oldest goes for a new one. */
const MOST = 20

/**
 * Codes that sign in once in place of a token, so that a link to the dashboard can be printed, kept in a terminal and seen by
 * somebody else without giving the token away. They live in this process alone. Instants are milliseconds of one steady clock.
 */
export class SignInCodes {
  readonly #waiting = new Map<string, { readonly token: string; readonly until: number }>()

  /** Makes a code for the token of this id. */
  offer(token: string, now: number): string {
    const { text, hash } = newToken('pmc')
    this.#waiting.set(hash, { token, until: now + CODE_MS })
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST) break
      this.#waiting.delete(oldest)
    }
    return text
  }

  /** Uses a code up. @returns the id of its token; undefined where it is none, was used, or waited too long */
  redeem(hash: string, now: number): string | undefined {
    const found = this.#waiting.get(hash)
    this.#waiting.delete(hash)
    return found !== undefined && found.until > now ? found.token : undefined
  }
}
