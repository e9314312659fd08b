import { property } from '../../graph/property.ts'
import type { TaskDetails } from '../wire/task.ts'

/** Lines of the checklist in the order of the board, each with its mark: `[x] Book the room`. */
export function checklistOf({ checklist }: TaskDetails): readonly string[] {
  return ordered(checklist, 'orderHint').flatMap(({ value }) => {
    const title = property(value, 'title')
    if (typeof title !== 'string') return []
    return [`[${property(value, 'isChecked') === true ? 'x' : ' '}] ${title}`]
  })
}

/** Addresses of what is attached, each behind its name where it has one: `Plan: https://…`. */
export function referencesOf({ references }: TaskDetails): readonly string[] {
  return ordered(references, 'previewPriority').map(({ key, value }) => {
    const alias = property(value, 'alias')
    const address = decoded(key)
    return typeof alias === 'string' && alias !== '' ? `${alias}: ${address}` : address
  })
}

/** By the hint that Planner sorts by, which says nothing else. Removed entries are null. */
function ordered(
  entries: Readonly<Record<string, unknown>> | null | undefined,
  hint: string,
): readonly { readonly key: string; readonly value: unknown }[] {
  const sortKey = (value: unknown): string => {
    const text = property(value, hint)
    return typeof text === 'string' ? text : ''
  }
  return Object.entries(entries ?? {})
    .filter(([key, value]) => !key.startsWith('@') && typeof value === 'object' && value !== null)
    .map(([key, value]) => ({ key, value, by: `${sortKey(value)}\n${key}` }))
    .toSorted((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0))
}

/** Signs that names of properties cannot hold are encoded in them. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
