import { canonicalJson } from './canonical-json.ts'

/**
 * The former values of the fields that differ between two states of a record; a field that was absent is
 * null. Applied to the new state, they give the old one back.
 */
export function formerValues(before: object, after: object): Record<string, unknown> {
  const old = before as Record<string, unknown>
  const now = after as Record<string, unknown>
  const former: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (canonicalJson(old[field] ?? null) !== canonicalJson(now[field] ?? null))
      former[field] = old[field] ?? null
  }
  return former
}

/** Undoes a change: gives back the state before it. */
export function withFormerValues(
  after: object,
  former: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const state: Record<string, unknown> = { ...after }
  for (const [field, value] of Object.entries(former)) {
    if (value === null) delete state[field]
    else state[field] = value
  }
  return state
}
