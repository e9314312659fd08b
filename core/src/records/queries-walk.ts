import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { recordColumns, recordView, type RecordRow } from './queries-find.ts'
import { firstGroup, inAnyScope, type RecordScope } from './queries-scope.ts'
import type { RecordView } from './record-view.ts'

/** A work item with the number of the group that it belongs to; without one it belongs to none. */
export interface GroupedItem {
  readonly item: RecordView<'workItem'>
  readonly group?: number
}

/** Reads the page after a row; absent: the first. `next` is the row to go on after, absent on the last page. */
export type ItemWalk = (
  after?: number,
) => Promise<{ readonly items: readonly GroupedItem[]; readonly next?: number }>

/**
 * Live work items in the order in which they were first seen, a page at a time, each with the first group of scopes that holds it:
 * for those who read all of them. Descriptions are left out, which is most of the text. What the scopes name is looked up once,
 * when the walk begins.
 * @param request.only the number of a group: items of the others are left out
 */
export async function itemWalk(
  handle: Handle,
  request: {
    readonly groups: readonly (readonly RecordScope[])[]
    readonly only?: number
    /** Items of a page. */
    readonly limit: number
  },
): Promise<ItemWalk> {
  const { groups, only, limit } = request
  const group = await firstGroup(handle, groups)
  const own = only === undefined ? [] : (groups[only] ?? [])
  const connections = [...new Set(own.map(({ connection }) => connection))]
  // What a group holds lies in its own scopes: they lead to the rows, and its place among the groups is asked of these alone.
  const among =
    only === undefined
      ? sql``
      : sql`and record.connection = any(${connections}::text[])
          and ${await inAnyScope(handle, own)} and ${group} = ${only}`
  const columns = recordColumns.filter((name) => name !== 'data').map((name) => sql.ref(`record.${name}`))
  return async (after = 0) => {
    const { rows } = await sql<RecordRow & { readonly group: number | null }>`
      select ${sql.join(columns)}, record.data - 'description' as data, ${group} as "group"
      from pmo.record as record
      where record.kind = 'workItem' and record.gone is null and record.id > ${after}
        ${among}
        and not exists (select from pmo.connection_archive as archive
          where archive.connection = record.connection and archive.returned_at is null)
      order by record.id limit ${limit}`.execute(handle)
    const last = rows.length === limit ? rows.at(-1)?.id : undefined
    return {
      items: rows.map(({ group: of, ...row }) => ({
        item: recordView<'workItem'>(row),
        ...(of !== null && { group: of }),
      })),
      ...(last !== undefined && { next: last }),
    }
  }
}
