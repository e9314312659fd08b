import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/** Which version of its plugin's config an entry was written for; null: it was not known, or there is none. */
export const configVersionMigration: Migration = {
  id: '0071-config-version',
  async up(tx) {
    await sql`alter table pmo.definition add column config_version integer`.execute(tx)
  },
}
