import { sql } from 'kysely'
import type { Migration } from '../../../database/index.ts'

/** Since when and why a finding that stands could not be looked for again: its rule could not judge what it is about. */
export const findingDoubtsMigration: Migration = {
  id: '0153-finding-doubts',
  async up(tx) {
    await sql`alter table pmo.finding add column doubted_since timestamptz, add column doubt text`.execute(tx)
  },
}
