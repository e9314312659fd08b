import { sql } from 'kysely'
import type { Handle, Tx } from '../../database/index.ts'
import type { Lead } from './resolve-mentions.ts'
import { links } from './tables.ts'
import type { PlacedMention } from './texts-of.ts'

/** What the text of an item says now. */
export interface FoundNow extends PlacedMention, Lead {
  readonly record: number
}

/**
 * Makes what is stored of some items' texts equal to what they say now. A link keeps its row while its text comes and
 * goes, as soon as anybody decided of it; no sentence is kept that no text holds any more. What did not change is not
 * written.
 */
export async function writeFound(
  tx: Tx,
  records: readonly number[],
  found: readonly FoundNow[],
): Promise<void> {
  const rows = JSON.stringify(
    found.map(({ record, relation, name, address, scope, field, sentence, target, candidates }) => ({
      record_id: record,
      relation,
      name,
      address,
      scope,
      field,
      sentence,
      target_id: target ?? null,
      candidates,
    })),
  )
  const handle = links(tx)
  await sql`
    with missing as (
      select old.id, exists (
        select from pmo.found_link_decision as decision where decision.found_link = old.id
      ) as decided
      from pmo.found_link as old
      where old.record_id = any(${[...records]}::bigint[]) and not exists (
        select from json_to_recordset(${rows}::json)
          as said (record_id bigint, relation text, name text, address text)
        where said.record_id = old.record_id and said.relation = old.relation and said.name = old.name
          and said.address = old.address)
    ), forgotten as (
      delete from pmo.found_link where id in (select id from missing where not decided)
    )
    update pmo.found_link set gone_at = now(), sentence = null
    where id in (select id from missing where decided) and gone_at is null`.execute(handle)
  if (found.length === 0) return
  await sql`
    insert into pmo.found_link as old
      (record_id, relation, name, address, scope, field, sentence, target_id, candidates)
    select record_id, relation, name, address, scope, field, sentence, target_id, candidates
    from json_to_recordset(${rows}::json) as said (record_id bigint, relation text, name text, address text,
      scope text, field text, sentence text, target_id bigint, candidates integer)
    on conflict (record_id, name, address, relation) do update set
      field = excluded.field, sentence = excluded.sentence, target_id = excluded.target_id,
      candidates = excluded.candidates, gone_at = null
    where (old.field, old.sentence, old.target_id, old.candidates, old.gone_at) is distinct from
      (excluded.field, excluded.sentence, excluded.target_id, excluded.candidates, null)`.execute(handle)
}

/** Writes where links lead, of those that lead elsewhere than before. */
export async function writeLeads(tx: Tx, leads: readonly ({ readonly id: number } & Lead)[]): Promise<void> {
  const rows = leads.map(({ id, target, candidates }) => ({ id, target_id: target ?? null, candidates }))
  await sql`
    update pmo.found_link as old set target_id = said.target_id, candidates = said.candidates
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as said (id bigint, target_id bigint, candidates integer)
    where old.id = said.id and (old.target_id, old.candidates) is distinct from
      (said.target_id, said.candidates)`.execute(links(tx))
}

/** Brings the planner's statistics of found links up to date; outside any transaction. */
export async function analyzeFound(handle: Handle): Promise<void> {
  await sql`vacuum (analyze) pmo.found_link`.execute(handle)
}
