import { type Row, passes } from './evaluate.ts'
import type { Value } from './expression.ts'
import type { Order, Query } from './query.ts'

export interface PageOfRows {
  readonly rows: readonly Row[]
  /** Rows that fit, on all pages. */
  readonly count: number
  /** Values of the order behind which the next page begins; undefined on the last page. */
  readonly next: readonly Value[] | undefined
  /** What is left of `$top` for the next page. */
  readonly topLeft: number | undefined
}

/** One page of a list: filtered, in order, cut at the server's page size and at `$top`. */
export const pageOf = (rows: readonly Row[], query: Query, pageSize: number): PageOfRows => {
  const { filter, order, after, skip, top } = query
  const fitting = filter === undefined ? rows : rows.filter((row) => passes(filter, row))
  const sorted = fitting.toSorted((left, right) =>
    compareRows(valuesOf(left, order), valuesOf(right, order), order),
  )
  const rest =
    after === undefined
      ? sorted.slice(skip)
      : sorted.filter((row) => compareRows(valuesOf(row, order), after, order) > 0)
  const wanted = top === undefined ? rest : rest.slice(0, top)
  const page = wanted.slice(0, pageSize)
  const last = page.at(-1)
  const more = wanted.length > page.length && last !== undefined
  return {
    rows: page,
    count: fitting.length,
    next: more ? valuesOf(last, order) : undefined,
    topLeft: top === undefined ? undefined : top - page.length,
  }
}

const valuesOf = (row: Row, order: readonly Order[]): readonly Value[] =>
  order.map(({ name }) => row[name] ?? null)

const compareRows = (left: readonly Value[], right: readonly Value[], order: readonly Order[]): number => {
  for (const [index, { descending }] of order.entries()) {
    const difference = compareValues(left[index] ?? null, right[index] ?? null)
    if (difference !== 0) return descending ? -difference : difference
  }
  return 0
}

/** Nulls come first, as SQL Server has them. */
const compareValues = (left: Value, right: Value): number => {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  return left < right ? -1 : 1
}
