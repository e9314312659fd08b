import {
  cursorPlace,
  placeCursor,
  wrongCursor,
  type ListOrder,
  type ListPlace,
  type SortValue,
} from './list-place.ts'

/** What rows that are all there are ordered by. */
export interface RowKey<T> {
  readonly of: (row: T) => unknown
  readonly descending?: boolean
}

/** How rows that are all there can be ordered. */
export interface RowOrders<T> {
  /** What tells rows apart; of rows that are equal otherwise the lower comes first. */
  readonly id: (row: T) => string
  /** The order where no other is asked for, before the id. Absent: the order in which the rows are given. */
  readonly own?: readonly RowKey<T>[]
  /** Values of the orders that can be asked for, where they are not a field of that name. */
  readonly by?: Readonly<Record<string, (row: T) => unknown>>
}

/** What was asked of a list that is all there. */
export interface WholeListQuestion extends ListOrder {
  readonly limit?: number | undefined
}

/**
 * A page of rows that are all there: in the order asked for, those without the value last, ties by id. A page goes on behind the row that
 * ended the one before: rows that come or go meanwhile shift nothing. Pure.
 *
 * @param orders the orders, or what tells rows apart where fields and the given order are all there is
 * @throws PmoError `invalid-request` for a cursor of another list, or, where rows are in the order given, when its row is gone
 */
export function pageOfWhole<T extends object>(
  rows: readonly T[],
  { cursor, limit, sort, direction }: WholeListQuestion,
  orders: RowOrders<T> | ((row: T) => string),
): { readonly rows: readonly T[]; readonly next?: string } {
  const { id, own, by } = typeof orders === 'function' ? { id: orders } : orders
  const keys: readonly RowKey<T>[] | undefined =
    sort === undefined
      ? own
      : [
          {
            of: by?.[sort] ?? ((row) => Reflect.get(row, sort) as unknown),
            descending: direction === 'descending',
          },
        ]
  const placed = rows.map((row) => ({
    row,
    place: [...(keys ?? []).map(({ of }) => sortValue(of(row))), id(row)] satisfies ListPlace,
  }))
  const compare = (a: ListPlace, b: ListPlace): number => comparePlaces(a, b, keys ?? [])
  const ordered = keys === undefined ? placed : placed.toSorted((a, b) => compare(a.place, b.place))
  let start = 0
  if (cursor !== undefined) {
    const after = cursorPlace(cursor, (keys?.length ?? 0) + 1)
    const found = ordered.findIndex(({ place }) =>
      keys === undefined ? place.at(-1) === after.at(-1) : compare(place, after) > 0,
    )
    if (found === -1 && keys === undefined) throw wrongCursor()
    start = found === -1 ? ordered.length : keys === undefined ? found + 1 : found
  }
  const page = ordered.slice(start, limit === undefined ? undefined : start + limit)
  const last = page.at(-1)
  const isLast = start + page.length >= ordered.length || last === undefined
  return { rows: page.map(({ row }) => row), ...(!isLast && { next: placeCursor(last.place) }) }
}

/** Texts, numbers and flags are compared; anything else counts as no value. */
function sortValue(value: unknown): SortValue {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' ? value : null
}

/** The order of two places: by their keys, rows without a value last, then by what tells them apart. */
export function comparePlaces(
  a: ListPlace,
  b: ListPlace,
  keys: readonly { readonly descending?: boolean }[],
): number {
  for (const [index, { descending = false }] of keys.entries()) {
    const [one = null, other = null] = [a[index], b[index]]
    if (one === other) continue
    if (one === null) return 1
    if (other === null) return -1
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compareTexts(String(one), String(other))
    if (order !== 0) return descending ? -order : order
  }
  return compareTexts(String(a.at(-1)), String(b.at(-1)))
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
