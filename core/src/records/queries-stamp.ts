import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'

/**
 * A text that is another one as soon as any record of these kinds was added, changed or removed, or a connection was
 * archived: for what is computed from all of them and kept. Unlike the change feed it does not wait for transactions that
 * are still open.
 */
export async function stampOf(handle: Handle, kinds: readonly RecordKind[]): Promise<string> {
  // Each new version of a row has the number of the transaction that wrote it.
  // Kinds are found within a connection, and connections one after the other: no index begins with a kind.
  const { rows } = await sql<{ stamp: string }>`
    with recursive known as (
      select min(connection) as connection from pmo.record where gone is distinct from 'merged'
      union all
      select (select min(connection) from pmo.record
        where connection > known.connection and gone is distinct from 'merged')
      from known where known.connection is not null)
    select concat_ws(':', count(*), max(record.id), sum(record.xmin::text::bigint),
      (select concat_ws(':', count(*), sum(xmin::text::bigint)) from pmo.connection_archive)) as stamp
    from known join pmo.record on record.connection = known.connection
      and record.kind = any(${[...kinds]}::text[]) and record.gone is distinct from 'merged'`.execute(handle)
  return rows[0]?.stamp ?? ''
}
