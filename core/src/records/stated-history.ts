import { canonicalJson } from '@headless-pmo/engine'

/** A change of one field by the tracker's own history. Times are Unix microseconds. */
export interface StatedChange {
  readonly ref: string
  readonly field: string
  readonly effect: 'set' | 'add' | 'remove' | 'event'
  readonly from?: unknown
  readonly to?: unknown
  readonly at: number
}

/** A field's value at a time; `known` without a value: the field was absent. */
export type FieldValue = { readonly known: true; readonly value?: unknown } | { readonly known: false }

export const UNKNOWN: FieldValue = { known: false }

/** Fields of the model that hold several values; `add` and `remove` of any other field set and clear it. */
const LISTS: ReadonlySet<string> = new Set(['assignees', 'components', 'labels'])

/** Changes of one field that touch a state of the model, oldest first. */
export function changesOfField(changes: readonly StatedChange[], field: string): StatedChange[] {
  return changes
    .filter((change) => change.field === field && change.effect !== 'event')
    .toSorted((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1))
}

/** A field's value after changes that came upon a value, oldest first. */
export function replay(value: FieldValue, changes: readonly StatedChange[]): FieldValue {
  return changes.reduce(apply, value)
}

/**
 * A field's value before changes that led to a value.
 *
 * @param changes those to undo, oldest first
 * @param earlier changes before them: where the tracker does not tell what was replaced, they may
 */
export function rewind(
  value: FieldValue,
  changes: readonly StatedChange[],
  earlier: readonly StatedChange[],
): FieldValue {
  const [first] = changes
  if (first === undefined) return value
  if (LISTS.has(first.field)) return changes.reduceRight(unapplyToList, value)
  if (first.from !== undefined) return { known: true, value: first.from }
  // `add` of a single value is only said of an empty field.
  if (first.effect === 'add') return { known: true }
  const last = earlier.at(-1)
  return last === undefined ? UNKNOWN : apply(UNKNOWN, last)
}

function apply(before: FieldValue, change: StatedChange): FieldValue {
  if (LISTS.has(change.field) && change.effect !== 'set') {
    if (!before.known) return UNKNOWN
    return change.effect === 'add' ? added(before, change.to) : removed(before, change.from)
  }
  if (change.effect === 'remove') return { known: true }
  return change.to === undefined ? UNKNOWN : { known: true, value: change.to }
}

function unapplyToList(after: FieldValue, change: StatedChange): FieldValue {
  if (change.effect === 'set') {
    return change.from === undefined ? UNKNOWN : { known: true, value: change.from }
  }
  if (!after.known) return UNKNOWN
  return change.effect === 'add' ? removed(after, change.to) : added(after, change.from)
}

function added({ value }: { readonly value?: unknown }, element: unknown): FieldValue {
  const list = listOf(value)
  const known = list.some((other) => canonicalJson(other) === canonicalJson(element))
  return { known: true, value: known ? list : [...list, element] }
}

function removed({ value }: { readonly value?: unknown }, element: unknown): FieldValue {
  const rest = listOf(value).filter((other) => canonicalJson(other) !== canonicalJson(element))
  return rest.length === 0 ? { known: true } : { known: true, value: rest }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
