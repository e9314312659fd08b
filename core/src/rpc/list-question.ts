import { createHash } from 'node:crypto'
import { didYouMean, PmoError } from '../config/index.ts'
import type { ListShape } from './list-shape.ts'

/** A raw input as far as all lists share it. */
export type ListInput = Readonly<Record<string, unknown>>

/** What a cursor of ours begins with, so that it is told from one that a list gave by itself. */
const MARK = 'q1.'

/** Keys that may differ from page to page of one question. */
const FREE = ['cursor', 'limit', 'fields']

/** A short name of what is asked, however its keys are ordered. */
function questionOf(path: string, input: ListInput): string {
  const asked = Object.entries(input)
    .filter(([key, value]) => value !== undefined && !FREE.includes(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([path, asked]))
    .digest('base64url')
    .slice(0, 16)
}

/** A list's own cursor, bound to the question that it continues. */
export function boundCursor(path: string, input: ListInput, cursor: string): string {
  return `${MARK}${questionOf(path, input)}.${cursor}`
}

/**
 * The list's own cursor out of a bound one; what is not bound is left for the list to judge.
 * @throws PmoError `invalid-request` when it continues another question
 */
export function ownCursor(path: string, input: ListInput): string | undefined {
  const { cursor } = input as { readonly cursor?: unknown } // looked at right below
  if (typeof cursor !== 'string') return undefined
  if (!cursor.startsWith(MARK)) return cursor
  const at = cursor.indexOf('.', MARK.length)
  if (cursor.slice(MARK.length, at) === questionOf(path, input)) return cursor.slice(at + 1)
  throw new PmoError(
    'invalid-request',
    'The cursor belongs to another question: filters, sort and direction stay the same from page to page; leave it out to start at the first page.',
  )
}

/**
 * The input without the direction that clients of tRPC put into it by themselves when they read page after page ("infinite"
 * queries): it says which way they page, and orders nothing.
 */
export function withoutPaging(input: ListInput): ListInput {
  const { direction, ...rest } = input
  return direction === 'forward' || direction === 'backward' ? rest : input
}

/** @throws PmoError `invalid-request` for a direction that turns nothing */
export function checkDirection({ sort, direction }: ListInput, shape: ListShape | undefined): void {
  if (shape?.isOrdered !== true || direction === undefined || sort !== undefined) return
  throw new PmoError(
    'invalid-request',
    'A direction is that of a `sort`: name the field to sort by as well, or leave the direction out for the order of the list itself.',
  )
}

/**
 * The rows with the chosen fields alone. A field that a row has no value for is left out of it.
 * @throws PmoError `invalid-request` for a name that rows do not have, with the nearest one
 */
export function chosenFields(
  rows: readonly object[],
  fields: readonly string[],
  { names }: Pick<ListShape, 'names'>,
): readonly object[] {
  const known = names ?? [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const unknown = known.length === 0 ? undefined : fields.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new PmoError(
      'invalid-request',
      `Rows of this list have no field "${unknown.slice(0, 80)}": ${didYouMean(unknown, known).replace(/[.]$/, '')}`,
    )
  }
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key))))
}
