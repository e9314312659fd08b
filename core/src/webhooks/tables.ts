import type { Handle } from '../database/index.ts'

interface TokenTable {
  connection: string
  /** SHA-256 of the token, hexadecimal. */
  hash: string
  /** `lease`: of webhooks that we registered; `address`: of one that a person set up. */
  purpose: 'lease' | 'address'
  made_at: string
}

interface LeaseTable {
  connection: string
  /** The tracker's id. */
  id: string
  /** Of the token in the address that it delivers to. */
  token_hash: string
  renewed_at: string
  expires_at: string | null
}

interface CheckTable {
  connection: string
  checked_at: string
  problem: string | null
  gap_at: string | null
  gap_reason: string | null
}

type WebhookTables = {
  'pmo.webhook_token': TokenTable
  'pmo.webhook_lease': LeaseTable
  'pmo.webhook_check': CheckTable
}

/** The handle with the tables of webhooks. */
export const webhookTables = (handle: Handle) => handle.$extendTables<WebhookTables>()
