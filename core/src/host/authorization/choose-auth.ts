import type { Auth } from '@headless-pmo/sdk'
import type { Secrets } from '../secrets/read-secrets.ts'
import { canFill } from './template.ts'

/** A kind of authorisation that is no choice between others. */
export type ChosenAuth = Exclude<Auth, { type: 'firstOf' }>

/** Secrets that a kind cannot do without. */
export function neededSecrets(auth: ChosenAuth): readonly string[] {
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

/** Secrets that name somebody rather than prove anything; they are ordinary data in replies. */
export function namingSecrets(auth: Auth): readonly string[] {
  if (auth.type === 'firstOf') return auth.choices.flatMap(namingSecrets)
  if (auth.type === 'basic') return [auth.user]
  return 'clientId' in auth ? [auth.clientId] : []
}

/**
 * The kind to use: for `firstOf` the first whose secrets are all set and whose templates can be filled;
 * undefined when none can.
 */
export function chooseAuth(auth: Auth, secrets: Secrets, config: unknown): ChosenAuth | undefined {
  if (auth.type === 'firstOf') {
    for (const choice of auth.choices) {
      const chosen = chooseAuth(choice, secrets, config)
      if (chosen !== undefined) return chosen
    }
    return undefined
  }
  if (!neededSecrets(auth).every((name) => secrets.has(name))) return undefined
  const filled =
    auth.type !== 'jwt-exchange' || (canFill(auth.issuer, config) && canFill(auth.exchangeUrl, config))
  return filled ? auth : undefined
}
