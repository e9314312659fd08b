import type { Handle } from '../database/index.ts'

interface SecretTable {
  connection: string
  name: string
  /** See `secrets/cipher.ts`. */
  sealed: string
  changed_by: string
  changed_at: string
}

interface TokenTable {
  connection: string
  /** Sealed JSON of the tokens; null while none was got. */
  sealed: string | null
  /** Counts up with every rotation. */
  revision: number
  /** Who is refreshing, until when: a row stands for the lock, since no transaction may wait for the network. */
  claimed_by: string | null
  claimed_until: string | null
}

interface DeliveryTable {
  connection: string
  delivery: string
  received_at: string
}

interface RateStateTable {
  connection: string
  state: unknown
  revision: number
}

interface ConsentTable {
  state_hash: string
  connection: string
  /** The secret whose place the consent takes. */
  grant_name: string
  sealed: string
  begun_by: string
  expires_at: string
}

type HostTables = {
  'pmo.consent': ConsentTable
  'pmo.secret': SecretTable
  'pmo.token': TokenTable
  'pmo.delivery': DeliveryTable
  'pmo.rate_state': RateStateTable
}

/** The handle with the host's own tables. */
export const host = (handle: Handle) => handle.$extendTables<HostTables>()
