import type { RecordKind } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Handle } from '../database/index.ts'

/** Where a page of records lies among all: after the first row id, up to and with the last. */
export interface RecordSpan {
  readonly after: number
  readonly upTo: number
}

/**
 * The next rows after a row id, as a span; undefined: there are none. Asked for by itself: a list that is filtered and
 * cut at once is sorted anew for every page where a database knows little of its rows.
 */
export async function nextSpan(
  handle: Handle,
  after: number,
  size: number,
): Promise<(RecordSpan & { readonly rows: number }) | undefined> {
  const { rows } = await sql<{ upTo: number | null; rows: number }>`
    select max(id) as "upTo", count(*) as rows
    from (select id from pmo.record where id > ${after} order by id limit ${size}) as page`.execute(handle)
  const [found] = rows
  return found === undefined || found.upTo === null
    ? undefined
    : { after, upTo: found.upTo, rows: found.rows }
}

/** A record on its way to another thread: its JSON is not parsed here. */
export interface RecordText {
  /** Row id. */
  readonly id: number
  readonly kind: RecordKind
  /** `{"id": …, "connection": …, "aliases": […] | null, "record": {…}}` without the fields that were left out. */
  readonly text: string
}

/**
 * Live records of some kinds in the order of their row ids, as texts: for whoever reads all records and hands them on.
 * Records of archived connections are left out.
 */
export async function recordTexts(
  handle: Handle,
  request: {
    readonly kinds: readonly RecordKind[]
    /** Top-level fields that are not needed. */
    readonly without: readonly string[]
    /** Of the custom fields only these are needed. */
    readonly fields: readonly string[]
    readonly span: RecordSpan
  },
): Promise<RecordText[]> {
  const { kinds, without, fields, span } = request
  const { rows } = await sql<RecordText>`
    select record.id, record.kind, json_build_object(
        'id', record.id,
        'connection', record.connection,
        'aliases', (select json_agg(alias.alias order by alias.alias) from pmo.record_alias as alias
          where alias.record_id = record.id),
        'record', (record.data - ${['fields', ...without]}::text[])
          || case when jsonb_exists_any(record.data->'fields', ${[...fields]}::text[])
            then jsonb_build_object('fields', (select jsonb_object_agg(field.key, field.value)
              from jsonb_each(record.data->'fields') as field where field.key = any(${[...fields]}::text[])))
            else '{}'::jsonb end
      )::text as text
    from pmo.record as record
    where record.id > ${span.after} and record.id <= ${span.upTo}
      and record.gone is null and record.kind = any(${[...kinds]}::text[])
      and not exists (select from pmo.connection_archive as archive
        where archive.connection = record.connection and archive.returned_at is null)
    order by record.id`.execute(handle)
  return rows
}
