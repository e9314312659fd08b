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
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(':', count(*), max(id), sum(xmin::text::bigint),
      (select concat_ws(':', count(*), sum(xmin::text::bigint)) from pmo.connection_archive)) as stamp
    from pmo.record where kind = any(${[...kinds]}::text[])`.execute(handle)
  return rows[0]?.stamp ?? ''
}
