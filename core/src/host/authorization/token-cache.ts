import type { Clock } from '@headless-pmo/engine'
import type { Token } from './token-request.ts'

/** A token is renewed this long before it ends, so that none ends under way. */
export const RENEW_BEFORE_MS = 5 * 60_000

/** Keeps one token, gets a new one in time, and asks for it once however many wait. */
export class TokenCache {
  readonly #clock: Clock
  readonly #fetch: (signal: AbortSignal) => Promise<Token>
  #token: Token | undefined
  #flight: Promise<Token> | undefined
  readonly #end = new AbortController()

  constructor(clock: Clock, fetch: (signal: AbortSignal) => Promise<Token>) {
    this.#clock = clock
    this.#fetch = fetch
  }

  async get(): Promise<string> {
    const token = this.#token
    if (token !== undefined && this.#isFresh(token)) return token.value
    // A waiter that is aborted leaves; the exchange goes on for the others.
    this.#flight ??= this.#renew()
    return (await this.#flight).value
  }

  /** Forgets a token that was refused; a newer one stays. */
  drop(value: string): void {
    if (this.#token?.value === value) this.#token = undefined
  }

  get current(): string | undefined {
    return this.#token?.value
  }

  dispose(): void {
    this.#end.abort(new Error('The connection was closed.'))
  }

  #isFresh(token: Token): boolean {
    return this.#clock.now() < token.expiresAt - RENEW_BEFORE_MS
  }

  async #renew(): Promise<Token> {
    try {
      const got = await this.#fetch(this.#end.signal)
      // A token that lives shorter than that is used for half of its life.
      const life = got.expiresAt - this.#clock.now()
      const expiresAt =
        life < 2 * RENEW_BEFORE_MS ? this.#clock.now() + life / 2 + RENEW_BEFORE_MS : got.expiresAt
      this.#token = { value: got.value, expiresAt }
      return this.#token
    } finally {
      this.#flight = undefined
    }
  }
}
