import { PmoError } from '../../config/index.ts'

/** A place in a list as an opaque text. */
export function formatListCursor(place: number): string {
  return `p${place}`
}

/** @throws PmoError `invalid-request` */
export function parseListCursor(cursor: string): number {
  const [, place] = /^p(\d{1,9})$/.exec(cursor) ?? []
  if (place !== undefined) return Number(place)
  throw new PmoError(
    'invalid-request',
    `"${cursor.slice(0, 40)}" is no cursor of this list; use \`next\` of the page before, or start without one.`,
  )
}
