import type { IncomingCall } from '../common/http/call.ts'

export interface AuthOptions {
  /** Bearer tokens that are accepted. */
  readonly tokens?: readonly string[]
  /** Passwords by user, for basic authentication. */
  readonly users?: Readonly<Record<string, string>>
  /**
   * What a refusal asks for. A farm that knows Windows accounts alone says `NTLM, Negotiate`; no token helps there.
   */
  readonly challenge?: readonly ('NTLM' | 'Negotiate' | 'Basic' | 'Bearer')[]
}

/** Decides who may come in; of the others it says what is asked of them. */
export class Doorman {
  readonly #options: AuthOptions

  constructor(options: AuthOptions) {
    this.#options = options
  }

  admits({ headers }: IncomingCall): boolean {
    const [scheme = '', credential = ''] = (headers.get('authorization') ?? '').split(' ', 2)
    if (scheme.toLowerCase() === 'bearer') return this.#options.tokens?.includes(credential) ?? false
    if (scheme.toLowerCase() !== 'basic') return false
    const [user = '', ...password] = Buffer.from(credential, 'base64').toString().split(':')
    const known = this.#options.users ?? {}
    return Object.hasOwn(known, user) && known[user] === password.join(':')
  }

  get challenge(): string {
    const { challenge, tokens, users } = this.#options
    if (challenge !== undefined) return challenge.join(', ')
    return [
      ...(tokens === undefined ? [] : ['Bearer']),
      ...(users === undefined ? [] : ['Basic realm="pwa"']),
    ].join(', ')
  }
}
