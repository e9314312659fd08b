import { sql } from 'kysely'
import type { Migration } from '../../database/index.ts'

/**
 * Containers and milestones by title, since people name sources by it: without an index every such look read all records of
 * the kind's table. A hash, because a title may be longer than an ordered index can hold.
 */
export const titlesMigration: Migration = {
  id: '0136-titles',
  async up(tx) {
    await sql`create index record_by_title on pmo.record using hash (title) where kind in ('container', 'milestone')`.execute(
      tx,
    )
  },
}
