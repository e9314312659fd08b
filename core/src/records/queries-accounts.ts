import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'

/** Live accounts that go by a name: their ref, login, e-mail or display name, in any case. */
export async function accountsNamed(
  handle: Handle,
  connections: readonly string[],
  name: string,
): Promise<{ readonly connection: string; readonly ref: string }[]> {
  const { rows } = await sql<{ connection: string; ref: string }>`
    select connection, ref from pmo.record
    where kind = 'account' and gone is null and gone is distinct from 'merged' and connection = any(${[...connections]}::text[])
      and (ref = ${name} or lower(${name}) in
        (lower(data->>'login'), lower(data->>'email'), lower(data->>'displayName')))
    order by connection, ref`.execute(handle)
  return rows
}
