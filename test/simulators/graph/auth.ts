import type { SimulatorClock } from '../common/clock.ts'
import { isJsonObject } from '../common/json.ts'
import { jsonReply, type Reply } from '../common/http/reply.ts'
import type { Random } from '../common/random.ts'

/** Who asks: an app of its own right, or a person through an app. */
export type Caller = { readonly kind: 'app' } | { readonly kind: 'user'; readonly id: string }

/** An app registration, which asks for tokens. */
export interface AppRegistration {
  readonly clientId: string
  readonly clientSecret: string
  /** Refresh token ▸ the person who signed in. */
  readonly refreshTokens?: Readonly<Record<string, string>>
}

const LIFETIME_SECONDS = 3599

/** The sign-in service of one tenant: gives tokens, and knows them again. */
export class Authority {
  readonly #clock: SimulatorClock
  readonly #random: Random
  readonly #tokens = new Map<string, { readonly caller: Caller; readonly until: number }>()
  readonly #refresh = new Map<string, { readonly person: string; readonly clientId: string }>()
  readonly #apps = new Map<string, AppRegistration>()
  readonly #others = new Map<string, string>()

  constructor(clock: SimulatorClock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** Adds a service beside Graph for which tokens are given here: its address, and the token that it accepts. */
  serve(resource: string, token: string): void {
    this.#others.set(resource, token)
  }

  addApp(app: AppRegistration): void {
    this.#apps.set(app.clientId, app)
    for (const [token, person] of Object.entries(app.refreshTokens ?? {}))
      this.#refresh.set(token, { person, clientId: app.clientId })
  }

  /** A token that never ends: given to tests and to the demo. */
  allow(token: string, caller: Caller): void {
    this.#tokens.set(token, { caller, until: Number.POSITIVE_INFINITY })
  }

  revoke(token: string): void {
    this.#tokens.delete(token)
  }

  /** Who a header speaks for; a sentence when nobody. */
  authenticate(header: string | undefined): Caller | string {
    const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
    if (token === undefined) return 'Access token is empty.'
    const known = this.#tokens.get(token)
    if (known === undefined) return 'IDX14100: JWT is not well formed, there are no dots (.).'
    if (known.until <= this.#clock.now()) return 'Lifetime validation failed, the token is expired.'
    return known.caller
  }

  /** Answers `POST /{tenant}/oauth2/v2.0/token`; `resource` is the address of the API that tokens are for. */
  token(body: unknown, resource: string): Reply {
    const form = new Map(
      isJsonObject(body)
        ? Object.entries(body).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value] as const] : [],
          )
        : [],
    )
    const app = this.#apps.get(form.get('client_id') ?? '')
    if (app === undefined)
      return refusal(
        'unauthorized_client',
        700016,
        'Application was not found in the directory of the tenant.',
      )
    const secret = form.get('client_secret')
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
    switch (form.get('grant_type') ?? '') {
      case 'client_credentials': {
        if (secret !== app.clientSecret)
          return refusal('invalid_client', 7000215, 'Invalid client secret provided.')
        if (scopes.length !== 1 || this.#resourceOf(scopes[0] ?? '', resource) === undefined)
          return refusal(
            'invalid_scope',
            1002012,
            'Scopes of a client credentials grant must be a resource with /.default.',
          )
        return this.#granted({ kind: 'app' }, scopes)
      }
      case 'refresh_token': {
        const known = this.#refresh.get(form.get('refresh_token') ?? '')
        if (known?.clientId !== app.clientId)
          return refusal('invalid_grant', 9002313, 'The refresh token is malformed or has been revoked.')
        if (secret !== undefined && secret !== app.clientSecret)
          return refusal('invalid_client', 7000215, 'Invalid client secret provided.')
        const foreign = scopes.find(
          (scope) => !OPENID.has(scope) && this.#resourceOf(scope, resource) === undefined,
        )
        if (foreign !== undefined)
          return refusal('invalid_scope', 70011, `The scope ${foreign} is not valid for this resource.`)
        const next = this.#random.hex(32)
        this.#refresh.set(next, known)
        return this.#granted({ kind: 'user', id: known.person }, scopes, next)
      }
      default:
        return refusal('unsupported_grant_type', 70003, 'The grant type is not supported.')
    }
  }

  /** The service that a scope is for: `https://graph.microsoft.com/.default`. */
  #resourceOf(scope: string, graph: string): string | undefined {
    const resource = scope.endsWith('/.default') ? scope.slice(0, -'/.default'.length) : undefined
    return resource === graph || this.#others.has(resource ?? '') ? resource : undefined
  }

  #granted(caller: Caller, scopes: readonly string[], refreshToken?: string): Reply {
    const other = scopes.flatMap((scope) => this.#others.get(scope.replace(/\/\.default$/, '')) ?? [])[0]
    const token = other ?? `sim.${this.#random.hex(40)}.token`
    if (other === undefined)
      this.#tokens.set(token, { caller, until: this.#clock.now() + LIFETIME_SECONDS * 1000 })
    return jsonReply(200, {
      token_type: 'Bearer',
      scope: scopes.join(' '),
      expires_in: LIFETIME_SECONDS,
      ext_expires_in: LIFETIME_SECONDS,
      access_token: token,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    })
  }
}

const OPENID = new Set(['offline_access', 'openid', 'profile'])

/** An error as the sign-in service words it, which is not Graph's way. */
const refusal = (error: string, code: number, sentence: string): Reply =>
  jsonReply(error === 'invalid_client' ? 401 : 400, {
    error,
    error_description: `AADSTS${code}: ${sentence}`,
    error_codes: [code],
  })
