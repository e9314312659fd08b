import { PmoError } from '../config/index.ts'

/** What rows are ordered by: a row without a value has null. */
export type SortValue = string | number | null

/** Where a list stands: the values of the row that ended a page, in the order of the list's keys; the last of them tells rows apart. */
export type ListPlace = readonly SortValue[]

/** Which way a list runs. */
export const DIRECTIONS = ['ascending', 'descending'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** What of a question says where a list begins and how it is ordered. */
export interface ListOrder<S extends string = string> {
  /** Absent: the list's own order. */
  readonly sort?: S | undefined
  /** Of `sort`. Default: ascending. */
  readonly direction?: Direction | undefined
  /** `next` of the page before. */
  readonly cursor?: string | undefined
}

/** The cursor of a place. */
export function placeCursor(place: ListPlace): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * The place of a cursor.
 * @param size how many keys the list is ordered by
 * @throws PmoError `invalid-request` for what is no cursor of a list with so many
 */
export function cursorPlace(cursor: string, size: number): ListPlace {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(parsed) &&
      parsed.length === size &&
      parsed.at(-1) !== null &&
      parsed.every(isSortValue)
    )
      return parsed
  } catch {
    // Said below.
  }
  throw wrongCursor()
}

/** What is said of a cursor that leads nowhere. */
export function wrongCursor(): PmoError {
  return new PmoError(
    'invalid-request',
    'The cursor is none of this list, or the row that it stood at is gone; leave it out to start at the first page.',
  )
}

function isSortValue(value: unknown): value is SortValue {
  return value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
}
