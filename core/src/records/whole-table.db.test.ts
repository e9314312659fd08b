import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createPostgresDatabase, describeOnPostgres } from '../../../test/support/postgres.ts'
import { MIGRATIONS } from '../compose/migrations.ts'
import { openDatabase, type Handle } from '../database/index.ts'
import { accountsNamed } from './queries-accounts.ts'
import { resolveReferences } from './queries-find.ts'
import { connectionsWithHistory } from './queries-history.ts'
import { recordsPointingAt } from './queries-related.ts'
import { groupsOfRecords } from './queries-scope.ts'
import { stampOf } from './queries-stamp.ts'
import { arePointedAtByKey, hangingPages, itemsPlacedBy, linkedTexts } from './queries-units.ts'

/** Names of a few records are looked for: what that costs must not grow with how many others there are. */
const LOOKUPS: Readonly<Record<string, (handle: Handle) => Promise<unknown>>> = {
  'records by ref or key': (handle) =>
    linkedTexts(handle, { connection: 'code', kind: 'workItem', names: ['ref:1', 'key:A-1'] }),
  'records that point at names': (handle) =>
    linkedTexts(
      handle,
      { connection: 'code', column: 'target', names: ['ref:1'] },
      { kinds: ['dependency'] },
    ),
  'what hangs on items': (handle) =>
    hangingPages(handle, { connection: 'code', names: ['ref:1'], kinds: ['dependency', 'worklog'] }),
  'whether anything is pointed at by key': (handle) => arePointedAtByKey(handle, 'code'),
  'items that placements place': (handle) => itemsPlacedBy(handle, [1]),
  'the projects of items': (handle) =>
    groupsOfRecords(handle, [1], [[{ connection: 'code', container: 'web' }]]),
  'connections that tell of changes': (handle) => connectionsWithHistory(handle, ['code']),
  'what references lead to': (handle) =>
    resolveReferences(handle, 'code', [{ kind: 'workItem', reference: { key: 'A-1' } }]),
  'records that point at one': (handle) =>
    recordsPointingAt(handle, { kind: 'worklog', by: 'subject' }, [{ id: 1, connection: 'code', ref: '1' }]),
  'accounts by name': (handle) => accountsNamed(handle, ['code'], 'ada'),
  'whether accounts have changed': (handle) => stampOf(handle, ['account']),
}

describeOnPostgres('looking for a few records', () => {
  test.for(Object.entries(LOOKUPS))('%s never reads the whole table', async ([, look]) => {
    await using target = await createPostgresDatabase(MIGRATIONS)
    const name = new URL(target.url).pathname.slice(1)
    await using admin = await openDatabase({ url: target.url, poolSize: 1 })
    // A table is then read whole only where no index fits.
    await sql.raw(`alter database ${name} set enable_seqscan = off`).execute(admin.root)
    await using database = await openDatabase({ url: target.url, poolSize: 1 })
    await sql`
      insert into pmo.record (connection, kind, ref, key, raw_id, subject, target, hash, data)
      select 'code', kind, kind || n, 'K-' || n, 0, 'ref:s' || n, 'ref:t' || n, 'h', jsonb_build_object('kind', kind)
      from generate_series(1, 1000) as n, unnest(array['workItem', 'dependency']) as kind`.execute(
      database.root,
    )
    await sql`analyze pmo.record`.execute(database.root)
    // Rows of the table that were looked at, and entries of its indexes: one that does not fit is gone through like a table.
    const read = async (): Promise<number> => {
      await sql`select pg_stat_force_next_flush()`.execute(database.root)
      const { rows } = await sql<{ read: number }>`
        select (seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes as index
          where index.relid = read.relid))::integer as read
        from pg_stat_user_tables as read where schemaname = 'pmo' and relname = 'record'`.execute(
        database.root,
      )
      return rows[0]?.read ?? NaN
    }
    const before = await read()
    await look(database.root)
    await sql`select pg_stat_force_next_flush()`.execute(database.root)
    expect((await read()) - before).toBeLessThan(100)
  })
})
