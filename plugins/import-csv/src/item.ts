import { z } from '@headless-pmo/sdk'
import { DATE_ORDERS } from './values/date-order.ts'
import { DECIMAL_SIGNS } from './values/number-cell.ts'

/** How dates and numbers of the table are read, found out from all of it. */
const reading = z.object({ dates: z.enum(DATE_ORDERS), decimal: z.enum(DECIMAL_SIGNS) })

/**
 * A row as it is kept: its cells by column, verbatim and in order. Empty cells are left out, and so is the number
 * of the row, so that a row put in above changes nothing.
 */
export const rowItem = z.object({
  what: z.literal('row'),
  key: z.string().min(1),
  cells: z.array(z.tuple([z.string(), z.string()])),
  reading,
})
export type RowItem = z.infer<typeof rowItem>

/** What the rows share: the columns, and who and what they name. */
export const tableItem = z.object({
  what: z.literal('table'),
  columns: z.array(z.string()),
  containers: z.array(z.string()),
  people: z.array(z.string()),
  statuses: z.array(z.string()),
})
export type TableItem = z.infer<typeof tableItem>

/** A raw element of the stream. */
export const importItem = z.discriminatedUnion('what', [rowItem, tableItem])
export type ImportItem = z.infer<typeof importItem>

/** Rows are known by their keys, whatever file they stand in; the table itself by a name that no key can have. */
export function itemRef(item: ImportItem): string {
  return item.what === 'row' ? item.key : '\ttable'
}
