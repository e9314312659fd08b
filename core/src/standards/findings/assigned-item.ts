import type { RecordKey } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { FindingBody } from './tables.ts'

/**
 * The item whose assignee has to act: the one that was judged, else the only one that the finding of a project stands on;
 * undefined: there is none, or there are several. Pure.
 */
export function assignedItem({
  subject,
  evidence,
}: Pick<FindingBody, 'subject' | 'evidence'>): RecordKey | undefined {
  if (subject.grain === 'item') return subject.record
  const items = evidence.flatMap((piece) => {
    const key = 'record' in piece ? piece.record : 'item' in piece ? piece.item : undefined
    return key?.kind === 'workItem' ? [key] : []
  })
  const [first] = items
  const isOne = items.every(({ connection, ref }) => connection === first?.connection && ref === first.ref)
  return isOne ? first : undefined
}

/** The same in the database, of a row `finding`: connection and ref in a list. */
export const ASSIGNED_ITEM = sql`coalesce(
  case when finding.body->'subject'->'record' is null then null else jsonb_build_array(
    finding.body->'subject'->'record'->'connection', finding.body->'subject'->'record'->'ref') end,
  (select (array_agg(cited.item))[1] from (
    select distinct jsonb_build_array(
      coalesce(piece->'record', piece->'item')->'connection', coalesce(piece->'record', piece->'item')->'ref') as item
    from jsonb_array_elements(finding.body->'evidence') as piece
    where coalesce(piece->'record', piece->'item')->>'kind' = 'workItem') as cited
  having count(*) = 1))`
