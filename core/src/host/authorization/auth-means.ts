import type { Clock, Redactor, Transport } from '@headless-pmo/engine'
import type { Secrets } from '../secrets/read-secrets.ts'
import type { TokenRows } from './token-rows.ts'

/** What the kinds of authorisation work with. */
export interface AuthMeans {
  readonly connection: string
  /** The connection's parsed config, for templates. */
  readonly config: unknown
  readonly secrets: Secrets
  readonly clock: Clock
  readonly transport: Transport
  readonly redactor: Redactor
  /** Says why an address is outside of the egress list. */
  readonly refusal: (url: URL) => string | undefined
  /** Grants that a person's consent began, by the secret whose place it takes. */
  readonly consented?: ReadonlySet<string>
  /** Rotating refresh tokens; absent without PMO_SECRET_KEY. */
  readonly tokens?: TokenRows
}
