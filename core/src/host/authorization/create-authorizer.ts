import { createHmac } from 'node:crypto'
import { NearestPlace, type Authorizer, type Outgoing } from '@headless-pmo/engine'
import type { Auth } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { AuthMeans } from './auth-means.ts'
import { chooseAuth, consentKinds, waysToSignIn, type ChosenAuth } from './choose-auth.ts'
import { exchangeJwt } from './jwt-exchange.ts'
import { clientCredentials, grantedToken } from './oauth.ts'
import { signStandardWebhook, standardWebhooksKeys } from './standard-webhooks.ts'
import { TokenCache } from './token-cache.ts'
import type { Token } from './token-request.ts'
import { subjectOf } from '../subject.ts'

export interface ConnectionAuthorizer extends Authorizer {
  /** The kind that was chosen, for people: `bearer`, `jwt-exchange`. */
  readonly kind: ChosenAuth['type']
  dispose(): void
}

/**
 * Builds what puts credentials on requests, by the connector's declaration (law 13).
 * @throws PmoError `secret-missing` when no kind of authorisation has all that it needs
 */
export function createAuthorizer(auth: Auth | undefined, means: AuthMeans): ConnectionAuthorizer {
  const chosen = auth === undefined ? ({ type: 'none' } as const) : chosenOf(auth, means)
  if (chosen === undefined) {
    throw new PmoError(
      'secret-missing',
      `${subjectOf(means.connection)} has not all secrets of any way to sign in: it takes ${waysOf(auth, means)}. Add those of one way to its \`secrets\`.${consentAdvice(auth, means)}`,
    )
  }
  return { kind: chosen.type, ...authorizerOf(chosen, means) }
}

/** `email and apiToken, or pat`. */
function waysOf(auth: Auth | undefined, { secrets, config }: AuthMeans): string {
  const ways = auth === undefined ? [] : waysToSignIn(auth, secrets, config)
  const told = ways.map((names) => new Intl.ListFormat('en').format(names))
  return [...new Set(told)].join('; or ')
}

/** What is missing may be a person's consent alone. */
function consentAdvice(auth: Auth | undefined, { secrets, connection }: AuthMeans): string {
  const wanted = auth === undefined ? [] : consentKinds(auth)
  return wanted.some(({ clientId }) => secrets.has(clientId))
    ? ` A person can give it access with: pmo connections authorize ${connection}.`
    : ''
}

/** @throws PmoError `config-invalid` where the config names something that is no address */
function chosenOf(auth: Auth, { secrets, config, connection, consented }: AuthMeans): ChosenAuth | undefined {
  try {
    return chooseAuth(auth, { has: (name) => secrets.has(name) || consented?.has(name) === true }, config)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PmoError('config-invalid', `${subjectOf(connection)} cannot sign in: ${why}.`, { cause })
  }
}

type Parts = Omit<ConnectionAuthorizer, 'kind'>

function fixed(apply: (request: Outgoing) => void): Parts {
  return {
    authorize: (request) => {
      apply(request)
      return Promise.resolve()
    },
    dispose: () => {},
  }
}

/** HMAC-SHA256 of method, path with query, and body, a line each; hexadecimal. */
function signature(key: string, { method, url, body }: Outgoing): string {
  const hmac = createHmac('sha256', key)
  hmac.update(`${method}\n${url.pathname}${url.search}\n`)
  if (body !== undefined) hmac.update(body)
  return hmac.digest('hex')
}

function standardWebhooks(
  name: string,
  value: string,
  { connection: owner, clock, redactor }: AuthMeans,
): Parts {
  const keys = standardWebhooksKeys(value, { owner, name })
  // Each of several, and with or without the prefix.
  for (const part of value.split(/\s+/))
    for (const form of [part, part.replace('whsec_', '')]) redactor.add(form)
  return fixed((request) => signStandardWebhook(keys, request, { owner, now: clock.now() }))
}

/** A token that is got, kept, and got anew when the tracker refuses it. */
function exchanged(
  means: AuthMeans,
  get: (refused: string | undefined, signal: AbortSignal) => Promise<Token>,
): Parts {
  let refused: string | undefined
  const cache = new TokenCache(means.clock, (signal) => get(refused, signal))
  return {
    async authorize({ headers }) {
      headers.set('authorization', `Bearer ${await cache.get()}`)
    },
    renew({ headers }) {
      const used = headers.get('authorization')?.replace(/^Bearer /, '')
      if (used !== undefined && used === cache.current) {
        refused = used
        cache.drop(used)
      }
      return Promise.resolve(true)
    },
    dispose: () => cache.dispose(),
  }
}

/** Each area of addresses by its own kind; a redirect to another area is signed anew, by that area's. */
function byAddress(auth: Extract<ChosenAuth, { type: 'byAddress' }>, means: AuthMeans): Parts {
  const places = auth.places.map(({ at, use }) => ({ at, value: authorizerOf(use, means) }))
  const nearest = new NearestPlace(places)
  const otherwise = authorizerOf(auth.otherwise, means)
  const of = ({ url }: Outgoing): Parts => nearest.of(url) ?? otherwise
  return {
    authorize: (request, signal) => of(request).authorize(request, signal),
    renew: async (refused, signal) => (await of(refused).renew?.(refused, signal)) ?? false,
    dispose: () => {
      for (const { value } of places) value.dispose()
      otherwise.dispose()
    },
  }
}

function authorizerOf(auth: ChosenAuth, means: AuthMeans): Parts {
  const secret = (name: string): string => means.secrets.get(name) ?? ''
  switch (auth.type) {
    case 'none':
      return fixed(() => {})
    case 'bearer':
      return fixed(({ headers }) => headers.set('authorization', `Bearer ${secret(auth.secret)}`))
    case 'basic': {
      const pair = `${secret(auth.user)}:${secret(auth.password)}`
      means.redactor.add(pair)
      const value = `Basic ${Buffer.from(pair).toString('base64')}`
      return fixed(({ headers }) => headers.set('authorization', value))
    }
    case 'header':
      return fixed(({ headers }) => headers.set(auth.header, auth.prefix + secret(auth.secret)))
    case 'query':
      return fixed(({ url }) => url.searchParams.set(auth.parameter, secret(auth.secret)))
    case 'hmac-signing':
      return fixed((request) =>
        request.headers.set(auth.header, auth.prefix + signature(secret(auth.secret), request)),
      )
    case 'standard-webhooks':
      return standardWebhooks(auth.secret, secret(auth.secret), means)
    case 'jwt-exchange':
      return exchanged(means, (_, signal) => exchangeJwt(auth, means, signal))
    case 'oauth2-client-credentials':
      return exchanged(means, (_, signal) => clientCredentials(auth, means, signal))
    case 'oauth2-authorization-code':
      return exchanged(means, (refused, signal) => grantedToken(auth, means, { refused, signal }))
    case 'byAddress':
      return byAddress(auth, means)
    default:
      return (auth satisfies never, fixed(() => {}))
  }
}
