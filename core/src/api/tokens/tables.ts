import type { Generated } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { Role } from '../../rpc/index.ts'

/** A token that was handed out; its text is not kept. */
export interface ApiTokenTable {
  id: string
  name: string
  hash: string
  role: Role
  created_at: Generated<string>
  created_by: string
  /** A day is enough to see what is still used, and writes once a day only. */
  last_used_on: string | null
  revoked_at: string | null
}

/** A browser that signed in; the text of its cookie is not kept. */
export interface ApiSessionTable {
  id: string
  hash: string
  token_id: string
  created_at: Generated<string>
  seen_at: Generated<string>
  expires_at: string
}

type ApiTables = { 'pmo.api_token': ApiTokenTable; 'pmo.api_session': ApiSessionTable }

/** A handle that knows this feature's tables. */
export const apiTables = (handle: Handle) => handle.$extendTables<ApiTables>()
