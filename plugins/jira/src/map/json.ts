/** What a reply holds, before anything is known of it. Jira's `fields` is a free map, and so is read as one. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Narrows to an object that is no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A member that the object itself has. Entries of the changelog have a key `toString`: without this check an
 * entry that lacks it would give the function that every object inherits.
 */
export function member(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A member of a member: `path(issue, 'fields', 'status', 'name')`. */
export function path(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce(member, value)
}

/** Text that is not empty; ids that came as numbers become text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

/** A finite number; numbers as text count, since custom fields of some apps write them so. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined
  const number = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The elements of a list; nothing where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The elements of a list that are objects. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return listOf(value).filter(isObject)
}
