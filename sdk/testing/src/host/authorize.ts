import { createHmac } from 'node:crypto'
import { NearestPlace, placesOf, type Authorizer, type Outgoing } from '@headless-pmo/engine'
import type { Auth, AuthByAddress } from '@headless-pmo/sdk'

/** Names of the secrets that a way to sign in uses. */
export function secretsOf(auth: Auth): readonly string[] {
  switch (auth.type) {
    case 'none':
      return []
    case 'basic':
      return [auth.user, auth.password]
    case 'jwt-exchange':
      return [auth.privateKey]
    case 'oauth2-client-credentials':
      return [auth.clientId, auth.clientSecret]
    case 'oauth2-authorization-code':
      return [
        auth.clientId,
        auth.refreshToken,
        ...(auth.clientSecret === undefined ? [] : [auth.clientSecret]),
      ]
    case 'firstOf':
      return auth.choices.flatMap(secretsOf)
    case 'byAddress':
      return [
        ...auth.places.flatMap(({ use }) => secretsOf(use)),
        ...(auth.otherwise === undefined ? [] : secretsOf(auth.otherwise)),
      ]
    case 'bearer':
    case 'header':
    case 'query':
    case 'hmac-signing':
    case 'standard-webhooks':
      return [auth.secret]
    default:
      return auth satisfies never
  }
}

/**
 * Puts the secrets on requests, as the server does. Ways in that exchange a token first do without the exchange
 * here: the first secret itself travels as the bearer token, so that a leak shows.
 * @throws Error when no way in has all its secrets
 */
export function kitAuthorizer(
  auth: Auth | undefined,
  secrets: Readonly<Record<string, string>>,
  config?: unknown,
): Authorizer | undefined {
  if (auth === undefined) return undefined
  if (auth.type === 'byAddress') return byAddress(auth, secrets, config)
  const choices: readonly Auth[] = auth.type === 'firstOf' ? auth.choices : [auth]
  const chosen = choices.find((one) => secretsOf(one).every((name) => (secrets[name] ?? '') !== ''))
  if (chosen === undefined) {
    const missing = secretsOf(auth).filter((name) => (secrets[name] ?? '') === '')
    throw new Error(
      `The conformance test gives no value for the secret ${missing.join(', ')}; add it to "secrets".`,
    )
  }
  if (chosen.type === 'byAddress' || chosen.type === 'firstOf') return kitAuthorizer(chosen, secrets, config)
  return {
    authorize: (request) => {
      sign(chosen, secrets, request)
      return Promise.resolve()
    },
  }
}

/** The places of the config, each with its own way in; elsewhere `otherwise`, or none where its secrets are not given. */
function byAddress(
  auth: AuthByAddress,
  secrets: Readonly<Record<string, string>>,
  config: unknown,
): Authorizer {
  const places = placesOf(auth, config).map(({ at, use }) => ({
    at,
    value: kitAuthorizer(use, secrets, config),
  }))
  const nearest = new NearestPlace(places)
  const complete = secretsOf(auth.otherwise ?? { type: 'none' }).every((name) => (secrets[name] ?? '') !== '')
  const otherwise =
    complete || places.length === 0 ? kitAuthorizer(auth.otherwise, secrets, config) : undefined
  return {
    authorize: async (request, signal) => (nearest.of(request.url) ?? otherwise)?.authorize(request, signal),
  }
}

function sign(auth: Auth, secrets: Readonly<Record<string, string>>, request: Outgoing): void {
  const value = (name: string): string => secrets[name] ?? ''
  const { headers, url, method, body } = request
  switch (auth.type) {
    case 'none':
    case 'firstOf':
    case 'byAddress':
      return
    case 'basic': {
      const pair = Buffer.from(`${value(auth.user)}:${value(auth.password)}`)
      headers.set('authorization', `Basic ${pair.toString('base64')}`)
      return
    }
    case 'header':
      headers.set(auth.header, auth.prefix + value(auth.secret))
      return
    case 'query':
      url.searchParams.set(auth.parameter, value(auth.secret))
      return
    case 'hmac-signing': {
      const hmac = createHmac('sha256', value(auth.secret)).update(
        `${method}\n${url.pathname}${url.search}\n`,
      )
      headers.set(auth.header, auth.prefix + hmac.update(body ?? '').digest('hex'))
      return
    }
    case 'standard-webhooks':
      // Only notifiers sign so, and their kit does it.
      return
    case 'bearer':
    case 'jwt-exchange':
    case 'oauth2-client-credentials':
    case 'oauth2-authorization-code':
      headers.set('authorization', `Bearer ${value(secretsOf(auth).at(-1) ?? '')}`)
      return
    default:
      auth satisfies never
  }
}
