import { sql } from 'kysely'
import type { Handle, Tx } from '../database/index.ts'

/**
 * Archives what a connection has brought, because the connection was removed from the configuration. Its
 * records leave lists, counts and exports at once and stay as they are: no tombstones, no removal guard, no
 * change. History still answers for the time before.
 */
export async function archiveConnection(tx: Tx, connection: string): Promise<void> {
  await sql`
    insert into pmo.connection_archive (connection)
    select ${connection} where not exists (
      select from pmo.connection_archive where connection = ${connection} and returned_at is null
    )`.execute(tx)
}

/** Brings the records of an archived connection back, because it is configured again. */
export async function returnConnection(tx: Tx, connection: string): Promise<void> {
  await sql`
    update pmo.connection_archive set returned_at = clock_timestamp()
    where connection = ${connection} and returned_at is null`.execute(tx)
}

/** Connections that are archived now. */
export async function archivedConnections(handle: Handle): Promise<Set<string>> {
  const { rows } = await sql<{ connection: string }>`
    select connection from pmo.connection_archive where returned_at is null`.execute(handle)
  return new Set(rows.map(({ connection }) => connection))
}

/** Connections that have ever stored anything: what is here and no longer configured is to be archived. */
export async function storedConnections(handle: Handle): Promise<string[]> {
  // Skips from one name to the next in the index: it does not read the rows between.
  const { rows } = await sql<{ connection: string }>`
    with recursive names as (
      (select connection from pmo.raw order by connection limit 1)
      union all
      select next.connection from names cross join lateral (
        select connection from pmo.raw where connection > names.connection order by connection limit 1
      ) as next
    )
    select connection from names`.execute(handle)
  return rows.map(({ connection }) => connection)
}
