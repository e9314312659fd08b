import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/**
 * Three roles become four. Nobody is given a right that was not theirs: who planned becomes a contributor, and to decide
 * takes a token of the role pmo from now on.
 */
export const tokenRolesMigration: Migration = {
  id: '0241-token-roles',
  async up(tx) {
    await sql`alter table pmo.api_token drop constraint api_token_role_check`.execute(tx)
    await sql`
      update pmo.api_token
      set role = case role when 'reader' then 'viewer' when 'planner' then 'contributor' else 'administrator' end
      `.execute(tx)
    await sql`
      alter table pmo.api_token
      add constraint api_token_role_check check (role in ('viewer', 'contributor', 'pmo', 'administrator'))
      `.execute(tx)
  },
}
