import { PmoError } from '../../config/index.ts'
import type { FindingPlace } from './queries-list.ts'

/** The cursor of a list by severity and row. */
export const rowPlaceText = ({ severity, number }: FindingPlace): string => `${severity}.${number}`

/** @throws PmoError `invalid-request` */
export function rowPlace(cursor: string): FindingPlace {
  const [, severity, number] = /^(\d)\.(\d{1,15})$/.exec(cursor) ?? []
  if (severity !== undefined && number !== undefined)
    return { severity: Number(severity), number: Number(number) }
  throw wrong(cursor)
}

/** A place in a list by unit and rule. */
export interface UnitPlace {
  readonly unit: string
  readonly rule: string
}

/** The cursor of a list by unit and rule. */
export function unitPlaceText({ unit, rule }: UnitPlace): string {
  return Buffer.from(JSON.stringify([unit, rule])).toString('base64url')
}

/** @throws PmoError `invalid-request` */
export function unitPlace(cursor: string): UnitPlace {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw wrong(cursor)
  }
  if (Array.isArray(parsed)) {
    const [unit, rule] = parsed as readonly unknown[]
    if (typeof unit === 'string' && typeof rule === 'string') return { unit, rule }
  }
  throw wrong(cursor)
}

/** The place in a list by row number. @throws PmoError `invalid-request` */
export function numberPlace(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw wrong(cursor)
}

function wrong(cursor: string): PmoError {
  return new PmoError(
    'invalid-request',
    `"${cursor.slice(0, 40)}" is no cursor of this list; take \`next\` of the page before, or none.`,
  )
}
