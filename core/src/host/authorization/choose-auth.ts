import { placesOf } from '@headless-pmo/engine'
import type { Auth, AuthByAddress, OAuthAuthorizationCode } from '@headless-pmo/sdk'
import { canFill } from './template.ts'

/** A kind of authorisation that is no choice between others. */
export type PlainAuth = Exclude<Auth, { type: 'firstOf' } | { type: 'byAddress' }>

/** What is used: one kind for all requests, or one for each area of addresses. */
export type ChosenAuth =
  | PlainAuth
  | {
      readonly type: 'byAddress'
      /** Filled addresses. */
      readonly places: readonly { readonly at: string; readonly use: ChosenAuth }[]
      readonly otherwise: ChosenAuth
    }

/** Which secrets there are: those with a value, and those whose place a person's consent takes. */
export interface KnownSecrets {
  has(name: string): boolean
}

/** Secrets that a kind cannot do without. */
export function neededSecrets(auth: PlainAuth): readonly string[] {
  switch (auth.type) {
    case 'none':
      return []
    case 'bearer':
    case 'header':
    case 'query':
    case 'hmac-signing':
    case 'standard-webhooks':
      return [auth.secret]
    case 'basic':
      return [auth.user, auth.password]
    case 'jwt-exchange':
      return [auth.privateKey]
    case 'oauth2-client-credentials':
      return [auth.clientId, auth.clientSecret]
    case 'oauth2-authorization-code':
      return [auth.clientId, auth.refreshToken]
    default:
      return (auth satisfies never, [])
  }
}

/**
 * The secrets of each way in, one of which is to be complete. Where each area of addresses has ways of its own, those of the first area
 * that cannot be signed in to.
 */
export function waysToSignIn(
  auth: Auth,
  secrets: KnownSecrets,
  config: unknown,
): readonly (readonly string[])[] {
  if (auth.type === 'firstOf') return auth.choices.flatMap((choice) => waysToSignIn(choice, secrets, config))
  if (auth.type === 'byAddress') {
    const closed = placesOf(auth, config).find(({ use }) => chooseAuth(use, secrets, config) === undefined)
    const wanted = closed?.use ?? auth.otherwise
    return wanted === undefined ? [] : waysToSignIn(wanted, secrets, config)
  }
  const needed = neededSecrets(auth)
  // Of a public client there is none; where one is declared, the token address asks for it.
  const { clientSecret } = { clientSecret: undefined, ...auth }
  return [clientSecret === undefined || needed.includes(clientSecret) ? needed : [...needed, clientSecret]]
}

/** Secrets that name somebody rather than prove anything; they are ordinary data in replies. */
export function namingSecrets(auth: Auth): readonly string[] {
  if (auth.type === 'firstOf') return auth.choices.flatMap(namingSecrets)
  if (auth.type === 'byAddress') {
    return [
      ...auth.places.map(({ use }) => use),
      ...(auth.otherwise === undefined ? [] : [auth.otherwise]),
    ].flatMap(namingSecrets)
  }
  if (auth.type === 'basic') return [auth.user]
  return 'clientId' in auth ? [auth.clientId] : []
}

/**
 * The kind to use: for `firstOf` the first whose secrets are all set and whose templates can be filled; for `byAddress` one at each
 * place that the config has. Undefined when none can, or when a place has none.
 * @throws Error with one sentence where a place is no address
 */
export function chooseAuth(auth: Auth, secrets: KnownSecrets, config: unknown): ChosenAuth | undefined {
  if (auth.type === 'firstOf') {
    for (const choice of auth.choices) {
      const chosen = chooseAuth(choice, secrets, config)
      if (chosen !== undefined) return chosen
    }
    return undefined
  }
  if (auth.type === 'byAddress') return chosenByAddress(auth, secrets, config)
  if (!neededSecrets(auth).every((name) => secrets.has(name))) return undefined
  const filled =
    auth.type !== 'jwt-exchange' || (canFill(auth.issuer, config) && canFill(auth.exchangeUrl, config))
  return filled ? auth : undefined
}

function chosenByAddress(
  auth: AuthByAddress,
  secrets: KnownSecrets,
  config: unknown,
): ChosenAuth | undefined {
  const places = placesOf(auth, config).map(({ at, use }) => ({ at, use: chooseAuth(use, secrets, config) }))
  const known = places.flatMap(({ at, use }) => (use === undefined ? [] : [{ at, use }]))
  if (known.length < places.length) return undefined
  // What lies elsewhere may need nothing: a connection whose stores all have a place is not held back by a secret for others.
  const otherwise = auth.otherwise === undefined ? undefined : chooseAuth(auth.otherwise, secrets, config)
  if (otherwise === undefined && known.length === 0 && auth.otherwise !== undefined) return undefined
  return { type: 'byAddress', places: known, otherwise: otherwise ?? { type: 'none' } }
}

/** The kinds to which a person consents, wherever they stand in a declaration. */
export function consentKinds(auth: Auth): readonly OAuthAuthorizationCode[] {
  if (auth.type === 'oauth2-authorization-code') return [auth]
  if (auth.type === 'firstOf') return auth.choices.flatMap(consentKinds)
  if (auth.type !== 'byAddress') return []
  const uses = auth.places.map(({ use }) => use)
  return [...uses, ...(auth.otherwise === undefined ? [] : [auth.otherwise])].flatMap(consentKinds)
}
