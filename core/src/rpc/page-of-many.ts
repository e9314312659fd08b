import { cursorPlace, placeCursor, type ListOrder, type SortValue } from './list-place.ts'
import { comparePlaces } from './page-of-whole.ts'

/** How very many rows are ordered. */
export interface ManyOrder<T> {
  readonly of: (row: T) => SortValue
  readonly descending?: boolean
  /** What tells rows apart; asked for where values are equal. */
  readonly id: (row: T) => string
}

/**
 * A page of rows that are too many to be sorted while others wait: only those of the page are. Rows without the value come last, ties
 * stand by id, and a page goes on behind the row that ended the one before.
 *
 * @throws PmoError `invalid-request` for a cursor of another list
 */
export async function pageOfMany<T>(
  rows: Iterable<T>,
  { cursor, limit }: Pick<ListOrder, 'cursor'> & { readonly limit: number },
  { order, breathe }: { readonly order: ManyOrder<T>; readonly breathe: () => Promise<void> | undefined },
): Promise<{ readonly rows: readonly T[]; readonly next?: string }> {
  const keys = [order]
  const compare = (a: Placed, b: Placed): number =>
    a.value === b.value
      ? comparePlaces([a.id], [b.id], [])
      : comparePlaces([a.value, ''], [b.value, ''], keys)
  const after = cursor === undefined ? undefined : placed(cursor)
  let kept: (Placed & { readonly row: T })[] = []
  let worst: Placed | undefined
  const trim = (): void => {
    kept = kept.toSorted(compare).slice(0, limit + 1)
    if (kept.length > limit) worst = kept.at(-1)
  }
  for (const row of rows) {
    await breathe()
    const one = {
      row,
      value: order.of(row),
      get id() {
        return order.id(row)
      },
    }
    if (after !== undefined && compare(one, after) <= 0) continue
    if (worst !== undefined && compare(one, worst) >= 0) continue
    kept.push(one)
    if (kept.length > 2 * (limit + 1)) trim()
  }
  trim()
  const last = kept[limit - 1]
  return {
    rows: kept.slice(0, limit).map(({ row }) => row),
    ...(kept.length > limit && last !== undefined && { next: placeCursor([last.value, last.id]) }),
  }
}

interface Placed {
  readonly value: SortValue
  readonly id: string
}

function placed(cursor: string): Placed {
  const [value = null, id] = cursorPlace(cursor, 2)
  return { value, id: String(id) }
}
