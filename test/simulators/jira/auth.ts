import { createHash } from 'node:crypto'
import type { AuthKind } from './http/request.ts'
import type { OAuthAppSeed } from './options.ts'
import { addUser } from './state/site.ts'
import type { JiraUser } from './state/model.ts'
import type { World } from './state/world.ts'

export interface Principal {
  readonly kind: AuthKind
  readonly caller: JiraUser | null
  /** Client id of the OAuth app, or the login: what limits are counted by. */
  readonly account: string
}

export type AuthOutcome = { readonly ok: true; readonly principal: Principal } | { readonly ok: false }

interface OAuthApp {
  readonly clientSecret: string
  readonly login: string
  /** The only refresh token that is good now. */
  refreshToken: string
  /** Those that were good once: using one again is how a second client is noticed. */
  readonly used: Set<string>
}

const ACCESS_LIFE_S = 3600

export interface TokenGrant {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

/** Knows API tokens, personal access tokens and OAuth apps; everything expires by the simulator's clock. */
export class Authority {
  readonly #world: World
  readonly #bearer = new Map<string, string>()
  readonly #basic = new Map<string, string>()
  readonly #apps = new Map<string, OAuthApp>()
  readonly #access = new Map<string, { readonly clientId: string; readonly expiresAt: number }>()
  #issued = 0

  constructor(world: World, apps: readonly OAuthAppSeed[]) {
    this.#world = world
    for (const { clientId, clientSecret, refreshToken, login } of apps)
      this.#apps.set(clientId, { clientSecret, login, refreshToken, used: new Set() })
  }

  allowBearer(token: string, login: string): void {
    this.#bearer.set(token, addUser(this.#world, { login }).name)
  }

  allowBasic(login: string, token: string): void {
    this.#basic.set(addUser(this.#world, { login }).name, token)
  }

  /** The token, or the API tokens of that value, are good no more. */
  revoke(token: string): void {
    this.#bearer.delete(token)
    this.#access.delete(token)
    for (const [login, held] of this.#basic) if (held === token) this.#basic.delete(login)
  }

  /** The refresh token that the app must use next; for tests. */
  refreshTokenOf(clientId: string): string | undefined {
    return this.#apps.get(clientId)?.refreshToken
  }

  /** Trades a refresh token for an access token and the next refresh token; undefined when it is refused. */
  refresh(clientId: string, clientSecret: string, refreshToken: string): TokenGrant | undefined {
    const app = this.#apps.get(clientId)
    if (app === undefined || app.clientSecret !== clientSecret) return undefined
    if (app.refreshToken !== refreshToken) {
      // A used one means that two clients hold it: neither may go on.
      if (app.used.has(refreshToken)) app.refreshToken = ''
      return undefined
    }
    app.used.add(refreshToken)
    app.refreshToken = this.#mint('refresh')
    const accessToken = this.#mint('access')
    const expiresAt = this.#world.clock.now() + ACCESS_LIFE_S * 1000
    this.#access.set(accessToken, { clientId, expiresAt })
    return { accessToken, refreshToken: app.refreshToken, expiresIn: ACCESS_LIFE_S }
  }

  #mint(kind: string): string {
    // Not from the world's random source: a token request must not shift the data of later edits.
    const digest = createHash('sha256').update(`${this.#world.seed}:${kind}:${++this.#issued}`)
    return `${kind}-${digest.digest('hex').slice(0, 40)}`
  }

  authenticate(header: string | undefined): AuthOutcome {
    if (header === undefined)
      return { ok: true, principal: { kind: 'anonymous', caller: null, account: 'anonymous' } }
    const [scheme = '', credential = ''] = header.split(' ', 2)
    if (scheme.toLowerCase() === 'basic') return this.#authenticateBasic(credential)
    return scheme.toLowerCase() === 'bearer' ? this.#authenticateBearer(credential) : { ok: false }
  }

  #authenticateBasic(credential: string): AuthOutcome {
    const text = Buffer.from(credential, 'base64').toString()
    const colon = text.indexOf(':')
    const [name, secret] = [text.slice(0, colon), text.slice(colon + 1)]
    for (const [login, token] of this.#basic) {
      const user = this.#world.users.get(login)
      const known = this.#world.edition === 'cloud' ? user?.emailAddress : user?.name
      if (known === name && token === secret) return this.#as('basic', login, login)
    }
    return { ok: false }
  }

  #authenticateBearer(token: string): AuthOutcome {
    const login = this.#bearer.get(token)
    if (login !== undefined) return this.#as('bearer', login, login)
    const held = this.#access.get(token)
    const app = held === undefined ? undefined : this.#apps.get(held.clientId)
    if (held === undefined || app === undefined || held.expiresAt <= this.#world.clock.now())
      return { ok: false }
    return this.#as('oauth', app.login, held.clientId)
  }

  #as(kind: AuthKind, login: string, account: string): AuthOutcome {
    const caller = this.#world.users.get(login)
    if (caller === undefined || !caller.active) return { ok: false }
    return { ok: true, principal: { kind, caller, account } }
  }
}
