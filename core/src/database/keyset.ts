import { sql, type RawBuilder } from 'kysely'
import { cursorPlace, placeCursor, wrongCursor, type ListOrder } from '../rpc/index.ts'

/** What rows of a table are ordered by. */
export interface KeysetKey {
  readonly of: RawBuilder<unknown>
  /** `text` is compared byte by byte, whatever the collation of the database. */
  readonly type: 'text' | 'bigint' | 'double precision' | 'timestamptz' | 'date'
  readonly descending?: boolean
  /** Rows without the value come last. Absent: there are none. */
  readonly nullable?: boolean
}

/** How a list of a table can be ordered. */
export interface KeysetOrders<S extends string> {
  /** The order where no other is asked for; its last key tells rows apart. */
  readonly own: readonly KeysetKey[]
  readonly by: Readonly<Record<S, KeysetKey>>
  /** What tells rows apart, and orders those that are equal otherwise. Default: the last key of `own`. */
  readonly id?: KeysetKey
}

/** The parts of a statement that reads a page behind the row which ended the one before. */
export interface Keyset {
  /** A column of the statement: {@link pageOfKeyset} takes the cursor from it. */
  readonly place: RawBuilder<Place>
  /** Rows behind the cursor. */
  readonly after: RawBuilder<boolean>
  /** For `order by`. */
  readonly order: RawBuilder<unknown>
}

type Place = readonly (string | null)[]

/**
 * The parts of a statement that reads a page. Rows that are added or removed between pages neither repeat nor hide others.
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export function keyset<S extends string>(
  { own, by, id = own.at(-1) }: KeysetOrders<S>,
  { sort, direction, cursor }: ListOrder<S>,
): Keyset {
  const descending = direction === 'descending'
  const keys =
    sort === undefined || id === undefined
      ? own
      : [
          { ...by[sort], descending },
          { ...id, descending },
        ]
  return {
    place: sql`jsonb_build_array(${sql.join(keys.map(({ of }) => sql`(${of})::text`))})`,
    after: cursor === undefined ? sql`true` : behind(keys, valuesOf(keys, cursor)),
    order: sql.join(
      keys.map((key) => sql`${column(key)} ${key.descending === true ? sql`desc` : sql`asc`} nulls last`),
    ),
  }
}

/** A page out of rows that were read with one more than its limit. */
export function pageOfKeyset<R extends { readonly place: Place }>(
  rows: readonly R[],
  limit: number,
): { readonly rows: readonly R[]; readonly next?: string } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, ...(rows.length > limit && last !== undefined && { next: placeCursor(last.place) }) }
}

const column = ({ of, type }: KeysetKey): RawBuilder<unknown> =>
  type === 'text' ? sql`(${of}) collate "C"` : sql`(${of})`

const valueOf = (key: KeysetKey, value: string): RawBuilder<unknown> =>
  key.type === 'text' ? sql`${value}::text collate "C"` : sql`${value}::${sql.raw(key.type)}`

function behind(keys: readonly KeysetKey[], values: readonly (string | null)[]): RawBuilder<boolean> {
  const ways = keys.map((key, index) => {
    const value = values[index] ?? null
    const same = keys.slice(0, index).map((one, at) => isSame(one, values[at] ?? null))
    return sql`(${sql.join([...same, isBeyond(key, value)], sql` and `)})`
  })
  return sql<boolean>`(${sql.join(ways, sql` or `)})`
}

function isSame(key: KeysetKey, value: string | null): RawBuilder<unknown> {
  return value === null ? sql`${column(key)} is null` : sql`${column(key)} = ${valueOf(key, value)}`
}

function isBeyond(key: KeysetKey, value: string | null): RawBuilder<unknown> {
  if (value === null) return sql`false`
  const beyond = sql`${column(key)} ${key.descending === true ? sql`<` : sql`>`} ${valueOf(key, value)}`
  return key.nullable === true ? sql`(${beyond} or ${column(key)} is null)` : beyond
}

const TAKEN: Readonly<Record<KeysetKey['type'], (value: string) => boolean>> = {
  text: () => true,
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  'double precision': (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  timestamptz: (value) => /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
}

/** The values of a cursor, each one that its column can be compared with: another would fail in the database. */
function valuesOf(keys: readonly KeysetKey[], cursor: string): readonly (string | null)[] {
  return cursorPlace(cursor, keys.length).map((value, index) => {
    const key = keys[index]
    if (value === null) return null
    if (key === undefined || typeof value !== 'string' || !TAKEN[key.type](value)) throw wrongCursor()
    return value
  })
}
