import { ALONG_PART } from '@headless-pmo/engine'
import type { PortfolioRecord, RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'
import { fieldsPointingAt, type KindedReference } from './reference-fields.ts'

export interface ExportRow {
  readonly id: number
  readonly connection: string
  readonly kind: RecordKind
  readonly ref: string
  readonly key: string | null
  readonly data: PortfolioRecord
  /** Known only from replies of other streams. */
  readonly along: boolean
}

const notArchived = sql`not exists (
  select from pmo.connection_archive as archive
  where archive.connection = record.connection and archive.returned_at is null)`

/**
 * Live records of one kind of a connection after a ref, in byte order of refs. The condition on merged twins
 * names the index that has this order.
 */
export async function exportPage(
  handle: Handle,
  of: { readonly connection: string; readonly kind: RecordKind },
  page: { readonly after: string; readonly limit: number },
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select page.id, page.connection, page.kind, page.ref, page.data, page.key,
      (select part from pmo.raw where raw.id = page.raw_id) = ${ALONG_PART} as along
    from (
      select id, connection, kind, ref, key, data, raw_id from pmo.record
      where connection = ${of.connection} and kind = ${of.kind} and ref > ${page.after}
        and gone is null and gone is distinct from 'merged'
      order by ref limit ${page.limit}
    ) as page
    order by page.ref`.execute(handle)
  return rows
}

/**
 * The refs of live records that references lead to, in their order. By the tracker's words alone: by ref, by
 * an alias that the record states, or by key. Former refs that only we observed do not count, since a sync that
 * begins today has not seen them.
 */
export async function liveTargets(
  handle: Handle,
  connection: string,
  references: readonly KindedReference[],
): Promise<(string | undefined)[]> {
  if (references.length === 0) return []
  const names = references.map(({ kind, reference }, position) =>
    typeof reference === 'string'
      ? { position, kind, ref: reference }
      : { position, kind, key: reference.key },
  )
  const { rows } = await sql<{ position: number; ref: string }>`
    select wanted.position, found.ref
    from json_to_recordset(${JSON.stringify(names)}::json)
      as wanted (position integer, kind text, ref text, key text)
    cross join lateral (
      select ref from (${candidates(sql`${connection}`, sql`wanted.kind`, {
        ref: sql`wanted.ref`,
        key: sql`wanted.key`,
      })}) as candidate order by rank, ref limit 1
    ) as found`.execute(handle)
  const byPosition = new Map(rows.map(({ position, ref }) => [position, ref]))
  return references.map((_, position) => byPosition.get(position))
}

/** Live records that a name may lead to: rank 0 by ref, 1 by stated alias, 2 by key. */
function candidates(
  connection: ReturnType<typeof sql>,
  kind: ReturnType<typeof sql>,
  name: { readonly ref: ReturnType<typeof sql>; readonly key: ReturnType<typeof sql> },
) {
  return sql`
    select 0 as rank, named.ref from pmo.record as named
    where named.connection = ${connection} and named.kind = ${kind} and named.ref = ${name.ref}
      and named.gone is null and named.gone is distinct from 'merged'
    union all
    select 1, named.ref from pmo.record_alias as alias join pmo.record as named on named.id = alias.record_id
    where alias.connection = ${connection} and alias.kind = ${kind} and alias.alias = ${name.ref}
      and named.gone is null and jsonb_exists(named.data->'aliases', alias.alias)
    union all
    select 2, named.ref from pmo.record as named
    where named.connection = ${connection} and named.kind = ${kind} and named.key = ${name.key}
      and named.gone is null`
}

/** Whether any account is known from replies of other streams alone. */
export async function hasAlongAccounts(handle: Handle): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from pmo.record as record join pmo.raw as raw on raw.id = record.raw_id
      where record.kind = 'account' and record.gone is null and raw.part = ${ALONG_PART}
    ) as found`.execute(handle)
  return rows[0]?.found === true
}

/** Names by which exported records of a range of rows point at accounts, each once. */
export async function accountsPointedAt(
  handle: Handle,
  range: { readonly after: number; readonly limit: number },
): Promise<{
  readonly last: number | undefined
  readonly names: readonly { readonly connection: string; readonly reference: KindedReference['reference'] }[]
}> {
  const single = sql.join(
    fieldsPointingAt('account').map(({ kind, field }) => sql`when ${kind} then record.data->${field}`),
    sql` `,
  )
  const { rows } = await sql<{
    last: number | null
    connection: string | null
    reference: KindedReference['reference'] | null
  }>`
    with page as materialized (
      select max(id) as last from (
        select id from pmo.record where id > ${range.after} order by id limit ${range.limit}
      ) as ids
    )
    select page.last, pointing.connection, pointing.reference
    from page left join (
      select distinct record.connection, named.reference
      from pmo.record as record
      cross join lateral (
        select case record.kind ${single} end as reference
        union all select * from jsonb_array_elements(record.assignees)
      ) as named
      where record.id > ${range.after} and record.id <= (select last from page)
        and record.gone is null and named.reference is not null and ${notArchived} and ${standsOnLive}
    ) as pointing on true`.execute(handle)
  return {
    last: rows[0]?.last ?? undefined,
    names: rows.flatMap(({ connection, reference }) =>
      connection === null || reference === null ? [] : [{ connection, reference }],
    ),
  }
}

/** Whether the subject of a record, where it has one, is live: otherwise the record is not exported. */
const standsOnLive = sql`(
  record.kind not in ('assignment', 'change', 'membership', 'worklog') or exists (${candidates(
    sql`record.connection`,
    sql`'workItem'`,
    {
      ref: sql`case when record.subject like 'ref:%' then substr(record.subject, 5) end`,
      key: sql`case when record.subject like 'key:%' then substr(record.subject, 5) end`,
    },
  )}))`
