import { secondOf } from './peer-instant.ts'
import type { Answer, Read, Row } from './peer-reads.ts'

/** One place in which two sides answer the same question differently. */
export interface Difference {
  /** The edit that came right before. */
  readonly after: string
  readonly read: string
  /** Pointer into the answer; `*` stands for any element of a list. */
  readonly place: string
  /** Undefined: absent. */
  readonly ours: unknown
  readonly theirs: unknown
}

/** Puts in the place of an `updated_at` whether the edit set it: so a difference shows once, where it arises. */
function moved(value: unknown, now: string): unknown {
  if (Array.isArray(value)) return value.map((each) => moved(each, now))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'updated_at' ? [key, secondOf(inner) === now ? 'now' : 'before'] : [key, moved(inner, now)],
    ),
  )
}

type Place = Pick<Difference, 'after' | 'read'>

/** Compares two answers. `now`, the instant of the edit, stands for itself: what has it was just changed. */
export function differences(
  { after, read, now }: { readonly after: string; readonly read: Read; readonly now: string },
  ours: Answer,
  theirs: Answer,
): readonly Difference[] {
  const at = {
    after,
    read: read.path.replaceAll(now, 'NOW').replaceAll(now.replace('Z', '.000Z'), 'NOW.000'),
  }
  const found = [...compare(at, '', moved(ours, now), moved(theirs, now))]
  if (Array.isArray(ours.body) && Array.isArray(theirs.body) && read.orderedBy !== undefined) {
    const [one, other] = [orderOf(ours.body, read.orderedBy), orderOf(theirs.body, read.orderedBy)]
    // Of lists that do not have the same rows the order says nothing.
    if (sameRows(one, other) && JSON.stringify(one) !== JSON.stringify(other))
      found.push({ ...at, place: '/order', ours: one, theirs: other })
  }
  return found
}

function* compare(at: Place, place: string, ours: unknown, theirs: unknown): Generator<Difference> {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const [one, other] = [byName(ours), byName(theirs)]
    for (const name of new Set([...one.keys(), ...other.keys()]))
      yield* compare(at, `${place}/*`, one.get(name), other.get(name))
  } else if (isObject(ours) && isObject(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)]))
      yield* compare(at, `${place}/${key}`, ours[key], theirs[key])
  } else if (ours !== theirs) {
    yield { ...at, place, ours, theirs }
  }
}

/** Elements by what tells them apart; comments by their text. */
function byName(elements: readonly unknown[]): ReadonlyMap<unknown, unknown> {
  return new Map(
    elements.map((element, index) => {
      const { number, name, login, body } = isObject(element) ? element : {}
      return [number ?? name ?? login ?? body ?? index, element]
    }),
  )
}

const orderOf = (elements: readonly unknown[], property: (row: Row) => unknown): readonly unknown[] =>
  elements.map((element) => (isObject(element) ? property(element) : element))

const sameRows = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  JSON.stringify(one.map(String).toSorted()) === JSON.stringify(other.map(String).toSorted())

export const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
