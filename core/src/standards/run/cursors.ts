import { PmoError } from '../../config/index.ts'

const wrong = (cursor: string): PmoError =>
  new PmoError(
    'invalid-request',
    `"${cursor.slice(0, 40)}" is no cursor of this list; take \`next\` of the page before, or none.`,
  )

/** Where a list of results goes on, as text. */
export function resultCursor({ unit, rule }: { readonly unit: string; readonly rule: string }): string {
  return Buffer.from(JSON.stringify([unit, rule])).toString('base64url')
}

/** @throws PmoError `invalid-request` */
export function resultPlace(cursor: string): { readonly unit: string; readonly rule: string } {
  let place: unknown
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw wrong(cursor)
  }
  const [unit, rule] = Array.isArray(place) ? (place as readonly unknown[]) : []
  if (typeof unit !== 'string' || typeof rule !== 'string') throw wrong(cursor)
  return { unit, rule }
}

/** @throws PmoError `invalid-request` */
export function runPlace(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw wrong(cursor)
  return Number(cursor)
}
