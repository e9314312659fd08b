import { sql, type RawBuilder } from 'kysely'

/**
 * What `composeItem` makes of a work item (as `record`), for filters and totals over many: the same precedence, in SQL. `lateral` joins
 * the first words of the boards that place it, `due` is its own day, else that of the first board, else its milestone's.
 */
export interface ComposedColumns {
  /** To stand after `from pmo.record as record`. */
  readonly lateral: RawBuilder<unknown>
  readonly due: RawBuilder<string | null>
  readonly plannedStart: RawBuilder<string | null>
  readonly plannedFinish: RawBuilder<string | null>
  readonly boardStatus: RawBuilder<string | null>
}

/** Every name by which records may point at `record`. */
const names = sql`array_remove(array['ref:' || record.ref, 'key:' || record.key], null)
  || array(select 'ref:' || alias.alias from pmo.record_alias as alias where alias.record_id = record.id)`

/** The first value that a board gives, in the order in which `composeItem` asks them. */
const first = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(array_agg(${value} order by substr(board.container, 5), board.ref) filter (where ${value} is not null))[1]`

const target = sql`board.data->>'target'`

const boards = sql`left join lateral (
  select ${first(sql`board.data->>'start'`)} as start, ${first(target)} as target,
    ${first(sql`case when length(${target}) = 10 then ${target} end`)} as due,
    ${first(sql`board.data->>'status'`)} as status
  from pmo.record as board
  where board.connection = record.connection and board.kind = 'placement' and board.gone is null
    and board.subject = any(${names}) and board.data->>'archived' is distinct from 'true'
) as placed on true`

/** The day of the milestone that `record` is planned for; asked only where nothing nearer tells one. */
const milestoneDue = sql`(
  select planned.data->>'due' from (
    select named.data, named.gone, 0 as rank from pmo.record as named
    where record.target like 'ref:%' and named.connection = record.connection and named.kind = 'milestone'
      and named.ref = substr(record.target, 5) and named.gone is distinct from 'merged'
    union all
    select named.data, named.gone, 1 from pmo.record_alias as alias
    join pmo.record as named on named.id = alias.record_id
    where record.target like 'ref:%' and alias.connection = record.connection and alias.kind = 'milestone'
      and alias.alias = substr(record.target, 5) and named.gone is distinct from 'merged'
    union all
    select named.data, named.gone, case when named.gone is null then 2 else 3 end from pmo.record as named
    where record.target like 'key:%' and named.connection = record.connection and named.kind = 'milestone'
      and named.key = substr(record.target, 5) and named.gone is distinct from 'merged'
    order by rank limit 1
  ) as planned where planned.gone is null)`

/** See {@link ComposedColumns}. */
export const composedColumns: ComposedColumns = {
  lateral: boards,
  due: sql`coalesce(record.due, placed.due, ${milestoneDue})`,
  plannedStart: sql`coalesce(record.data->>'plannedStart', placed.start)`,
  plannedFinish: sql`coalesce(record.data->>'plannedFinish', placed.target)`,
  boardStatus: sql`placed.status`,
}
