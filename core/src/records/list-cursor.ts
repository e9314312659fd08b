import { PmoError } from '../config/index.ts'

/** How a list can be ordered; records without the value come last. */
export type SortField = 'updated' | 'created' | 'key' | 'title' | 'due' | 'priority'

export interface Sort {
  readonly by: SortField
  readonly direction: 'ascending' | 'descending'
}

/** The last record of a page: its sort value and, for equal values, its row. */
export interface ListCursor {
  readonly value: string | number | null
  readonly id: number
}

/** A cursor as text. It carries the order that it belongs to. */
export function formatCursor(sort: Sort, { value, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort.by, sort.direction, value, id])).toString('base64url')
}

/** @throws PmoError `invalid-request` when the text is no cursor of a list in this order */
export function parseCursor(sort: Sort, text: string): ListCursor {
  const parsed = parseArray(text)
  const [by, direction, value, id] = parsed
  const valid = value === null || typeof value === 'string' || typeof value === 'number'
  if (by !== sort.by || direction !== sort.direction || !valid || !Number.isSafeInteger(id)) {
    throw new PmoError(
      'invalid-request',
      'The cursor does not belong to a list in this order; leave it out to start at the first page.',
    )
  }
  return { value, id: Number(id) }
}

function parseArray(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
