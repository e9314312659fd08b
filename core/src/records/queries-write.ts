import type { RawWrite, RecordWrite, StreamKey, TombstoneReason, WritePlan } from '@headless-pmo/engine'
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import { foldText } from './fold-text.ts'
import { naturalKey } from './natural-key.ts'
import { writeParts } from './queries-parts.ts'
import { fieldsOf, linkColumns } from './reference-fields.ts'

/** Rows of one statement: bounds its memory and stays far below the protocol's 65,535 parameters. */
const BATCH = 1000

/**
 * Writes a plan in as few statements as possible: one for raw items, one for records with their changes, one for
 * parts. Large texts travel as parameters of their own: inside a JSON document or an array they would be
 * escaped and parsed again, which doubled the time of a page.
 */
export async function writePlan(tx: Tx, plan: WritePlan, run: string | undefined): Promise<void> {
  const rawIds = await writeRaw(tx, plan.stream, plan.raw)
  await findOwners(tx, plan, rawIds)
  const parked = await parkNames(tx, plan.records)
  for (const batch of batches(plan.records)) {
    await writeRecords(tx, { stream: plan.stream, run, rawIds, parked }, batch)
  }
  await passAliasesOn(tx, plan.records)
  await writeParts(tx, plan.stream, plan.parts)
}

/** Inserts and updates raw items; returns row ids by ref. */
async function writeRaw(
  tx: Tx,
  { connection, stream }: StreamKey,
  raw: readonly RawWrite[],
): Promise<Map<string, number>> {
  const ids = new Map(raw.flatMap(({ ref, id }) => (id === undefined ? [] : [[ref, id] as const])))
  for (const batch of batches(raw)) {
    const rows = batch.map(({ id, ref, part, version, hash, mapKey, mapError, gone }) => ({
      id,
      ref,
      part,
      version,
      hash,
      map_key: mapKey,
      // It may quote the item, and no text column takes U+0000.
      map_error: mapError?.replaceAll('\0', '\uFFFD').toWellFormed(),
      gone,
    }))
    const texts = sql.join(batch.map(({ json }) => json ?? null))
    const { rows: added } = await sql<{ id: number; ref: string }>`
      with given as (
        select * from rows from (
          json_to_recordset(${JSON.stringify(rows)}::json) as (id bigint, ref text, part text,
            version text, hash text, map_key text, map_error text, gone text),
          unnest(array[${texts}]::json[])
        ) as given (id, ref, part, version, hash, map_key, map_error, gone, json)
      ), added as (
        insert into pmo.raw
          (connection, stream, part, ref, version, hash, json, map_key, map_error, gone, gone_at)
        select ${connection}, ${stream}, part, ref, version, hash, json, map_key, map_error, gone,
          case when gone is not null then statement_timestamp() end
        from given where id is null order by ref
        returning id, ref
      ), changed as (
        update pmo.raw as known set
          part = given.part, version = given.version, hash = given.hash,
          json = coalesce(given.json, known.json),
          map_key = given.map_key, map_error = given.map_error, gone = given.gone,
          gone_at = case when given.gone is not null then coalesce(known.gone_at, statement_timestamp()) end,
          revision = known.revision + 1
        from given where known.id = given.id
      )
      select id, ref from added`.execute(tx)
    for (const { id, ref } of added) ids.set(ref, id)
  }
  return ids
}

/** Adds the row ids of owners that the plan itself does not write. */
async function findOwners(tx: Tx, plan: WritePlan, rawIds: Map<string, number>): Promise<void> {
  const missing = new Set(plan.records.map((record) => record.rawRef).filter((ref) => !rawIds.has(ref)))
  if (missing.size === 0) return
  const { rows } = await sql<{ id: number; ref: string }>`
    select id, ref from pmo.raw
    where connection = ${plan.stream.connection} and stream = ${plan.stream.stream}
      and ref = any(${[...missing]}::text[])`.execute(tx)
  for (const { id, ref } of rows) rawIds.set(ref, id)
}

/**
 * Takes records that change or give up their ref out of the unique index before others take those refs: within
 * one statement the order in which rows are checked is not ours. Returns why each was gone before.
 */
async function parkNames(
  tx: Tx,
  writes: readonly RecordWrite[],
): Promise<Map<number, TombstoneReason | null>> {
  const leaving = writes.flatMap(({ id, event, gone }) =>
    id !== undefined && (event === 'moved' || gone === 'merged') ? [id] : [],
  )
  if (leaving.length === 0) return new Map()
  const { rows } = await sql<{ id: number; gone: TombstoneReason | null }>`
    update pmo.record as parked set gone = 'merged'
    from pmo.record as before
    where before.id = parked.id and parked.id = any(${leaving}::bigint[])
    returning parked.id, before.gone`.execute(tx)
  return new Map(rows.map(({ id, gone }) => [id, gone]))
}

/** What led to a merged twin leads to the record that took its ref. */
async function passAliasesOn(tx: Tx, writes: readonly RecordWrite[]): Promise<void> {
  const merged = writes.flatMap(({ id, gone }) => (id !== undefined && gone === 'merged' ? [id] : []))
  if (merged.length === 0) return
  await sql`
    update pmo.record_alias as alias set record_id = heir.id
    from pmo.record as twin join pmo.record as heir
      on heir.connection = twin.connection and heir.kind = twin.kind and heir.ref = twin.ref
        and heir.gone is distinct from 'merged'
    where twin.id = any(${merged}::bigint[]) and alias.record_id = twin.id`.execute(tx)
}

interface RecordContext {
  readonly stream: StreamKey
  readonly run: string | undefined
  readonly rawIds: ReadonlyMap<string, number>
  readonly parked: ReadonlyMap<number, TombstoneReason | null>
}

/** Inserts and updates records, with their changes in the order given. */
async function writeRecords(tx: Tx, context: RecordContext, batch: readonly RecordWrite[]): Promise<void> {
  const { connection } = context.stream
  const rows = batch.map((write) => recordRow(write, context))
  const data = sql.join(batch.map((write) => JSON.stringify(write.data)))
  // Rows seen by this statement are those from before it: `known` still has the former ref and reason.
  await sql`
    with given as materialized (
      select coalesce(id, nextval(pg_get_serial_sequence('pmo.record', 'id'))) as record_id,
        id is null as is_new, * from rows from (
        json_to_recordset(${JSON.stringify(rows)}::json) as (id bigint, kind text, ref text, key text,
          sort_key text, folded_title text, raw_id bigint, container text, subject text, target text, hash text, gone text,
          event text, cause text, before jsonb, at timestamptz, aliases json, parked boolean, parked_gone text),
        unnest(array[${data}]::jsonb[])
      ) with ordinality as given (id, kind, ref, key, sort_key, folded_title, raw_id, container, subject, target, hash,
        gone, event, cause, before, at, aliases, parked, parked_gone, data, position)
    ), added as (
      insert into pmo.record (id, connection, kind, ref, key, sort_key, folded_title, raw_id, container, subject,
        target, hash, gone, gone_at, data)
      select record_id, ${connection}, kind, ref, key, sort_key, folded_title, raw_id, container, subject, target,
        hash, gone, case when gone is not null then statement_timestamp() end, data
      from given where is_new order by position
    ), changed as (
      update pmo.record as known set
        kind = given.kind, ref = given.ref, key = given.key, sort_key = given.sort_key,
        folded_title = given.folded_title,
        raw_id = coalesce(given.raw_id, known.raw_id),
        container = given.container, subject = given.subject, target = given.target,
        hash = given.hash, gone = given.gone,
        gone_at = case when given.gone is not null then coalesce(known.gone_at, statement_timestamp()) end,
        data = given.data
      from given where known.id = given.record_id and not given.is_new
    )${rows.some((row) => row.aliases !== undefined) ? addAliases(connection) : sql``}
    insert into pmo.change (record_id, connection, kind, event, cause, run, before, former_ref, former_gone, at)
    select record_id, ${connection}, given.kind, event, cause, ${context.run ?? null}, before,
      nullif(known.ref, given.ref), case when parked then parked_gone else known.gone end,
      coalesce(given.at, statement_timestamp())
    from given left join pmo.record as known on known.id = given.record_id
    order by position`.execute(tx)
}

/** A name leads to the record that had it last. */
function addAliases(connection: string) {
  return sql`, aliased as (
      insert into pmo.record_alias as known (connection, kind, alias, record_id)
      select distinct on (kind, alias) ${connection}, kind, alias, record_id
      from given cross join lateral json_array_elements_text(aliases) as alias
      order by kind, alias, position desc
      on conflict (connection, kind, alias) do update set record_id = excluded.record_id
        where known.record_id <> excluded.record_id
    )`
}

function recordRow(write: RecordWrite, context: RecordContext) {
  const { id, kind, ref, key, rawRef, hash, gone, event, cause, before, at, data } = write
  const fields = fieldsOf(data)
  const title = fields['title'] ?? fields['name']
  const aliases = [...(write.aliases ?? []), ...statedAliases(write)].filter((alias) => alias !== ref)
  return {
    id,
    kind,
    ref,
    key,
    sort_key: key === undefined ? undefined : naturalKey(key),
    folded_title: typeof title === 'string' ? foldText(title) : undefined,
    raw_id: context.rawIds.get(rawRef),
    ...linkColumns(data),
    hash,
    gone,
    event,
    cause,
    before,
    at,
    aliases: aliases.length === 0 ? undefined : aliases,
    ...(id !== undefined && context.parked.has(id) && { parked: true, parked_gone: context.parked.get(id) }),
  }
}

function statedAliases({ data }: RecordWrite): readonly string[] {
  const aliases = fieldsOf(data)['aliases']
  return Array.isArray(aliases) ? (aliases as readonly string[]) : []
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
