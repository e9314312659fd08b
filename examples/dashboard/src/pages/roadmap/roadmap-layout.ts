import { xOf, type TimeScale } from './time-scale.ts'
import type { Bar, Row } from './rows.ts'

export const ROW_HEIGHT = 26
export const AXIS_HEIGHT = 44
const BAR_HEIGHT = 14
/** A bar of no length can still be seen, and hit. */
const NARROWEST = 4
const HIT_ROOM = 5

/** Where a bar is drawn, pixels from the top left of the rows. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The box of a stretch of time on a row. */
export function boxOf(scale: TimeScale, row: number, start: number, finish: number): Box {
  const x = xOf(scale, start)
  return {
    x,
    y: row * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2,
    width: Math.max(NARROWEST, xOf(scale, finish) - x),
    height: BAR_HEIGHT,
  }
}

/** Rows that lie within a window, the first and the one behind the last. */
export function rowsWithin(
  count: number,
  top: number,
  height: number,
): { readonly first: number; readonly end: number } {
  const first = Math.min(count, Math.max(0, Math.floor(top / ROW_HEIGHT)))
  return { first, end: Math.min(count, Math.max(first, Math.ceil((top + height) / ROW_HEIGHT))) }
}

/** The bar at a point of the rows, with some room around small ones. */
export function barAt(
  rows: readonly Row[],
  scale: TimeScale,
  point: { readonly x: number; readonly y: number },
): Bar | undefined {
  const index = Math.floor(point.y / ROW_HEIGHT)
  const row = rows[index]
  if (row?.kind !== 'bar') return undefined
  const { start, finish } = row.bar
  if (start === undefined || finish === undefined) return undefined
  const { x, width } = boxOf(scale, index, start, finish)
  return point.x >= x - HIT_ROOM && point.x <= x + width + HIT_ROOM ? row.bar : undefined
}

const MS_PER_DAY = 86_400_000

/** Whole days that a bar was moved by. */
export function daysMoved(scale: TimeScale, dx: number): number {
  const days = Math.round((dx * scale.msPerPx) / MS_PER_DAY)
  // Minus zero is no move.
  return days === 0 ? 0 : days
}

/** Where a bar would be if a scenario held. */
export interface Shifted {
  readonly start: number
  readonly finish: number
}
