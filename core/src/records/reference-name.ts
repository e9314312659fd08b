import type { Reference } from '@headless-pmo/sdk'

/**
 * A reference as one text, for the columns `container`, `subject` and `target`: `ref:` with the target's ref,
 * or `key:` with its readable key.
 */
export function referenceName(reference: Reference): string {
  return typeof reference === 'string' ? `ref:${reference}` : `key:${reference.key}`
}

/** Every name by which references may point at a record. */
export function namesOf(record: {
  readonly ref: string
  readonly key?: string | null
  readonly aliases?: readonly string[]
}): string[] {
  const names = [`ref:${record.ref}`, ...(record.aliases ?? []).map((alias) => `ref:${alias}`)]
  return record.key === undefined || record.key === null ? names : [...names, `key:${record.key}`]
}
