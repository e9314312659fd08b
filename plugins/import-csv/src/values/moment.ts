import type { DateCell } from './date-cell.ts'
import type { DateOrder } from './date-order.ts'

/** The calendar day that a cell names, `YYYY-MM-DD`; undefined where it is none under the order. */
export function dayOf(cell: DateCell, order: DateOrder): string | undefined {
  return cell.days[order]
}

/**
 * The point in time that a cell names, at the precision of the cell: a day, a local time, or an instant where
 * a zone is written.
 */
export function momentOf(cell: DateCell, order: DateOrder): string | undefined {
  const day = dayOf(cell, order)
  if (day === undefined || cell.time === undefined) return day
  if (cell.offset === undefined) return `${day}T${cell.time}`
  const instant = Date.parse(`${day}T${cell.time}Z`) - cell.offset * 60_000
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}
