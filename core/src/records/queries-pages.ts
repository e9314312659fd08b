import type { RecordKind } from '@headless-pmo/sdk'
import { sql, type RawBuilder } from 'kysely'
import type { Handle } from '../database/index.ts'

/** Where a page of records lies among all: after the first row id, up to and with the last. */
export interface RecordSpan {
  readonly after: number
  readonly upTo: number
}

/** Rows whose spans are asked for at a time: they are sorted for it. */
const ROWS_AHEAD = 25_000

/**
 * The rows after a row id as spans of as many rows each; the last may have fewer. Asked for by themselves: a list that is
 * filtered and cut at once is sorted anew for every page where a database knows little of its rows.
 */
export async function* spansAfter(
  handle: Handle,
  after: number,
  size: number,
): AsyncGenerator<RecordSpan & { readonly rows: number }, void> {
  const most = Math.max(1, Math.floor(ROWS_AHEAD / size))
  for (let from = after; ;) {
    const spans = await nextSpans(handle, from, { size, most })
    yield* spans
    const last = spans.at(-1)
    if (last === undefined || spans.length < most || last.rows < size) return
    from = last.upTo
  }
}

async function nextSpans(
  handle: Handle,
  after: number,
  { size, most }: { readonly size: number; readonly most: number },
): Promise<readonly (RecordSpan & { readonly rows: number })[]> {
  const { rows } = await sql<{ upTo: number; rows: number }>`
    select max(id) as "upTo", count(*) as rows
    from (select id, (row_number() over (order by id) - 1) / ${size}::bigint as page
      from (select id from pmo.record where id > ${after} order by id limit ${size * most}::bigint) as next) as placed
    group by page order by page`.execute(handle)
  return rows.map((span, at) => ({ ...span, after: rows[at - 1]?.upTo ?? after }))
}

/** A record on its way to another thread. */
export interface RecordText {
  /** Row id. */
  readonly id: number
  readonly kind: RecordKind
  /** `{"id": …, "connection": …, "aliases": […] | null, "record": {…}}` without the fields that were left out. */
  readonly text: string
}

/** What of which records is read. */
export interface RecordPart {
  readonly kinds: readonly RecordKind[]
  /** Top-level fields that are not needed. */
  readonly without: readonly string[]
  /** Of the custom fields only these are needed. */
  readonly fields: readonly string[]
}

const isLive = sql`record.gone is null
  and not exists (select from pmo.connection_archive as archive
    where archive.connection = record.connection and archive.returned_at is null)`

/** Few records have other names; only theirs are looked up. */
const aliases = sql`case when record.id in (select record_id from pmo.record_alias) then (
  select json_agg(alias.alias order by alias.alias) from pmo.record_alias as alias
  where alias.record_id = record.id) end`

function partText({ without, fields }: RecordPart): RawBuilder<string> {
  return sql`json_build_object(
    'id', record.id,
    'connection', record.connection,
    'aliases', ${aliases},
    'record', (record.data - ${['fields', ...without]}::text[])
      || case when jsonb_exists_any(record.data->'fields', ${[...fields]}::text[])
        then jsonb_build_object('fields', (select jsonb_object_agg(field.key, field.value)
          from jsonb_each(record.data->'fields') as field where field.key = any(${[...fields]}::text[])))
        else '{}'::jsonb end)::text`
}

/** Live records of some kinds by their row ids, as texts, in no order. Records of archived connections are left out. */
export async function recordTexts(
  handle: Handle,
  part: RecordPart,
  ids: readonly number[],
): Promise<RecordText[]> {
  const { rows } = await sql<RecordText>`
    select record.id, record.kind, ${partText(part)} as text
    from pmo.record as record
    where record.id = any(${[...ids]}::bigint[]) and record.kind = any(${[...part.kinds]}::text[])
      and ${isLive}`.execute(handle)
  return rows
}

/** Records of a span on their way to another thread. */
export interface RecordPage {
  /** Row ids of the work items among them. */
  readonly items: readonly number[]
  /** A JSON array of what {@link RecordText} holds of each, in the order of the row ids. */
  readonly text: string
}

/**
 * Live records of some kinds as one text, for whoever reads all records and hands them on: to take apart hundreds of rows
 * takes this process longer than the database needs to write them down as one. Records of archived connections are left out.
 */
export async function recordPage(handle: Handle, part: RecordPart, span: RecordSpan): Promise<RecordPage> {
  const { rows } = await sql<{ items: readonly number[] | null; text: string | null }>`
    select jsonb_agg(page.id) filter (where page.kind = 'workItem') as items,
      '[' || string_agg(page.text, ',' order by page.id) || ']' as text
    from (
      select record.id, record.kind, ${partText(part)} as text
      from pmo.record as record
      where record.id > ${span.after} and record.id <= ${span.upTo}
        and record.kind = any(${[...part.kinds]}::text[]) and ${isLive}
      order by record.id) as page`.execute(handle)
  const [found] = rows
  return { items: found?.items ?? [], text: found?.text ?? '[]' }
}
