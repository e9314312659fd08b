import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { allNames, recordColumns, recordView, type RecordRow } from './queries-find.ts'
import type { RecordView } from './record-view.ts'

/** The columns by which one record points at another; see `linkColumns`. */
export type LinkColumn = 'container' | 'subject' | 'target'

/** A record that can be pointed at. */
export interface Pointee {
  readonly id: number
  readonly connection: string
  readonly ref: string
  readonly key?: string
}

/**
 * Live records of a kind that point at each of these, by whatever name of it, in the order of their refs. Of
 * each at most `limit`.
 */
export async function recordsPointingAt<K extends RecordKind>(
  handle: Handle,
  link: { readonly kind: K; readonly by: LinkColumn; readonly limit?: number },
  targets: readonly Pointee[],
): Promise<Map<number, RecordView<K>[]>> {
  const found = new Map<number, RecordView<K>[]>(targets.map(({ id }) => [id, []]))
  if (targets.length === 0) return found
  const names = await allNames(handle, targets)
  const wanted = targets.flatMap(({ id, connection }) =>
    (names.get(id) ?? []).map((name) => ({ id, connection, name })),
  )
  const { rows } = await sql<RecordRow & { readonly target_id: number }>`
    select wanted.id as target_id, ${sql.join(recordColumns.map((column) => sql.ref(`record.${column}`)))}
    from json_to_recordset(${JSON.stringify(wanted)}::json) as wanted (id bigint, connection text, name text)
    cross join lateral (
      select pointing.* from pmo.record as pointing
      where pointing.connection = wanted.connection and pointing.kind = ${link.kind}
        and pointing.${sql.ref(link.by)} = wanted.name and pointing.gone is null
      order by pointing.ref limit ${link.limit ?? null}
    ) as record
    order by record.ref`.execute(handle)
  for (const { target_id, ...row } of rows) {
    const of = found.get(target_id)
    if (of !== undefined && of.length < (link.limit ?? Infinity)) of.push(recordView<K>(row))
  }
  return found
}
