import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
  type Row as TableRow,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'

/** A column of a `DataTable`. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly numeric?: boolean
  /** Width as CSS until somebody changes it; absent: what its content takes. */
  readonly width?: string
  /** Whether it can be sorted by: by the server where the table has `sortBy`, else here by `value`. */
  readonly sortable?: boolean
  /** What it is sorted by here. A row without a value comes last, whichever way. */
  readonly value?: (row: Row) => string | number | undefined
  /** Whether it always stays: the name of the row, say. */
  readonly always?: boolean
  /** Whether it is shown only when somebody asks for it. */
  readonly atFirstHidden?: boolean
  readonly cell: (row: Row) => ReactNode
  /** What stands under the column: a sum, and how much of it is unknown. */
  readonly footer?: ReactNode
}

/** What a table is sorted by. */
export interface Sorting {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
}

/** Narrowest a column is made, in CSS pixels: two targets for a finger. */
export const NARROWEST = 48

/** What tables here do; nothing else of the library is loaded. */
export const FEATURES = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
export type Features = typeof FEATURES

/** A column as the table library takes it. */
export function definitionOf<Row extends object>(column: Column<Row>): ColumnDef<Features, Row> {
  const { id, title, always = false, sortable = false, value } = column
  return {
    id,
    header: title,
    accessorFn: value ?? (() => undefined),
    enableHiding: !always,
    enableSorting: sortable,
    minSize: NARROWEST,
    sortUndefined: 'last',
    sortFn: (one: TableRow<Features, Row>, other: TableRow<Features, Row>, of: string) =>
      compareValues(one.getValue(of), other.getValue(of)),
  }
}

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Orders two values of a column, neither of them absent: numbers as numbers, words as people order them. */
export function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return words.compare(String(one), String(other))
}
