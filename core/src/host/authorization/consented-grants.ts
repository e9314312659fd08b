import type { Auth } from '@headless-pmo/sdk'
import type { Secrets } from '../secrets/read-secrets.ts'
import { consentKinds } from './choose-auth.ts'
import { originOf } from './oauth.ts'
import type { TokenRows } from './token-rows.ts'

/** Grants of a connection that hold tokens of a person's consent, by the secret whose place it takes. */
export async function consentedGrants(
  auth: Auth | undefined,
  owner: {
    readonly connection: string
    readonly tokens: TokenRows | undefined
    readonly secrets: Secrets
  },
): Promise<ReadonlySet<string>> {
  const names = new Set((auth === undefined ? [] : consentKinds(auth)).map((kind) => kind.refreshToken))
  if (owner.tokens === undefined || names.size === 0) return new Set()
  const grants = await owner.tokens.grants(owner.connection)
  // One that began with a secret is used with that secret alone; whoever takes the secret away has to consent.
  return new Set([...names].filter((name) => grants.get(name) === originOf(owner.secrets.get(name) ?? '')))
}
