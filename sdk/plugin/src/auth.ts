/**
 * How requests are authorised, as data: the host does it, the plugin never holds a token (law 13).
 * `S` is the union of secret names that a kind uses; `defineConnector` lets only declared ones compile. See {@link auth}.
 */
export type Auth<S extends string = string> =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly secret: S }
  | { readonly type: 'basic'; readonly user: S; readonly password: S }
  | { readonly type: 'header'; readonly header: string; readonly secret: S; readonly prefix: string }
  | { readonly type: 'query'; readonly parameter: string; readonly secret: S }
  | OAuthClientCredentials<S>
  | OAuthAuthorizationCode<S>
  | JwtExchange<S>
  | HmacSigning<S>
  | StandardWebhooksSigning<S>
  | { readonly type: 'firstOf'; readonly choices: readonly Auth<S>[] }
  | AuthByAddress<S>

/** OAuth 2.0 client credentials grant (RFC 6749 section 4.4). See {@link auth}. */
export interface OAuthClientCredentials<S extends string = string> {
  readonly type: 'oauth2-client-credentials'
  /** Template with fields of the config, e.g. `{loginUrl}/{tenant}/oauth2/v2.0/token`; `{a.b}` is a field within a field. */
  readonly tokenUrl: string
  /** Name of the secret that holds the client id. */
  readonly clientId: S
  /** Name of the secret that holds the client secret. */
  readonly clientSecret: S
  /** What is asked for, in the words of the authorization server; templates, like `{premium.url}/.default`. */
  readonly scopes: readonly string[]
}

/**
 * OAuth 2.0 authorization code with PKCE (RFC 7636); rotating refresh tokens are rows under a lock. See {@link auth}.
 */
export interface OAuthAuthorizationCode<S extends string = string> {
  readonly type: 'oauth2-authorization-code'
  /** Where a person consents: a template with `{field}` of the config. */
  readonly authorizeUrl: string
  /** Where codes and refresh tokens are exchanged: a template with `{field}` of the config. */
  readonly tokenUrl: string
  /** Name of the secret that holds the client id. */
  readonly clientId: S
  /** Name of the secret that holds the client secret; absent for public clients. */
  readonly clientSecret?: S
  /** What is asked for, in the words of the authorization server; templates with `{field}` of the config. */
  readonly scopes: readonly string[]
  /** The secret that holds the first refresh token; not needed where a person has consented through the host. */
  readonly refreshToken: S
  /** More parameters that the page of consent wants: `{ audience: 'api.example', prompt: 'consent' }`. */
  readonly consent?: Readonly<Record<string, string>>
  /**
   * Whether a refresh names the scopes too: for servers whose one refresh token gives tokens for several resources, each
   * asked for by its own scopes (Microsoft). Default: it does not, and the new token has the scopes of the grant.
   */
  readonly scopesOnRefresh?: boolean
}

/** One area of addresses and how requests to it are authorised. See {@link auth}. */
export interface AuthPlace<S extends string = string> {
  /**
   * Address or start of one, at a border between segments; a template with fields of the config: `{premium.url}`. A place whose
   * fields the config does not have is not there.
   */
  readonly at: string
  /** How requests there are authorised. */
  readonly use: Auth<S>
}

/**
 * Each area of addresses has its own way: a connector whose stores are several services. The longest address that a request
 * starts with decides, for each hop of a redirect anew. See {@link auth}.
 */
export interface AuthByAddress<S extends string = string> {
  readonly type: 'byAddress'
  /** In any order. */
  readonly places: readonly AuthPlace<S>[]
  /** For all other addresses; absent: they are asked without credentials. */
  readonly otherwise?: Auth<S>
}

/** A signed JWT that is exchanged for a short-lived token: GitHub App installations. See {@link auth}. */
export interface JwtExchange<S extends string = string> {
  readonly type: 'jwt-exchange'
  readonly algorithm: 'RS256'
  /** Private key in PEM. */
  readonly privateKey: S
  /** Claim `iss`: a template with `{field}` of the config. */
  readonly issuer: string
  /** Address that gives the token: a template with `{field}` of the config. */
  readonly exchangeUrl: string
  /** Property of the reply that holds the token. */
  readonly tokenField: string
  /** Property of the reply that holds the expiry as an ISO instant. */
  readonly expiresField: string
  /** Life of the assertion in seconds. */
  readonly lifetimeSeconds: number
}

/** Signs each request: HMAC-SHA256 of method, path and body, sent in a header. See {@link auth}. */
export interface HmacSigning<S extends string = string> {
  readonly type: 'hmac-signing'
  /** Name of the secret that holds the key. */
  readonly secret: S
  /** Header that carries the signature. */
  readonly header: string
  /** Text before the signature, e.g. `sha256=`. */
  readonly prefix: string
}

/**
 * Signs each request by Standard Webhooks 1.0: the host sends `webhook-timestamp` and `webhook-signature` (`v1`)
 * over the raw body and the `webhook-id` that the plugin has set as a header. The secret is the receiver's,
 * `whsec_` and base64. See {@link auth}.
 */
export interface StandardWebhooksSigning<S extends string = string> {
  readonly type: 'standard-webhooks'
  /** Name of the secret that holds the key. */
  readonly secret: S
}

/**
 * The kinds of authorisation.
 *
 * @example
 * ```ts
 * auth.firstOf([auth.bearer('token'), auth.basic('user', 'password')]) // the first whose secrets are all set
 *
 * const graph = { tokenUrl: '{loginUrl}/{tenant}/oauth2/v2.0/token', clientId: 'clientId', clientSecret: 'clientSecret' }
 * auth.byAddress(
 *   [
 *     { at: '{planner.url}', use: auth.oauth2.clientCredentials({ ...graph, scopes: ['{planner.url}/.default'] }) },
 *     { at: '{server.url}', use: auth.basic('serverUser', 'serverPassword') },
 *   ],
 *   auth.bearer('token'), // for all other addresses
 * )
 * ```
 */
export const auth = {
  none: (): { readonly type: 'none' } => ({ type: 'none' }),
  bearer: <const S extends string>(secret: S) => ({ type: 'bearer', secret }) as const,
  basic: <const S extends string>(user: S, password: S) => ({ type: 'basic', user, password }) as const,
  header: <const S extends string>(header: string, secret: S, prefix = '') =>
    ({ type: 'header', header, secret, prefix }) as const,
  query: <const S extends string>(parameter: string, secret: S) =>
    ({ type: 'query', parameter, secret }) as const,
  oauth2: {
    clientCredentials: <const S extends string>(
      spec: Omit<OAuthClientCredentials<S>, 'type'>,
    ): OAuthClientCredentials<S> => ({
      type: 'oauth2-client-credentials',
      ...spec,
    }),
    authorizationCode: <const S extends string>(
      spec: Omit<OAuthAuthorizationCode<S>, 'type'>,
    ): OAuthAuthorizationCode<S> => ({
      type: 'oauth2-authorization-code',
      ...spec,
    }),
  },
  jwtExchange: <const S extends string>(spec: Omit<JwtExchange<S>, 'type'>): JwtExchange<S> => ({
    type: 'jwt-exchange',
    ...spec,
  }),
  hmacSigning: <const S extends string>(spec: Omit<HmacSigning<S>, 'type'>): HmacSigning<S> => ({
    type: 'hmac-signing',
    ...spec,
  }),
  standardWebhooks: <const S extends string>(secret: S) => ({ type: 'standard-webhooks', secret }) as const,
  firstOf: <const S extends string>(choices: readonly Auth<S>[]): Auth<S> => ({ type: 'firstOf', choices }),
  byAddress: <const S extends string>(places: readonly AuthPlace<S>[], otherwise?: Auth<S>): Auth<S> => ({
    type: 'byAddress',
    places,
    ...(otherwise !== undefined && { otherwise }),
  }),
}
