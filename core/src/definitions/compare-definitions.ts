import { isDeepStrictEqual } from 'node:util'
import type { Definition } from './definition.ts'
import type { FileEntry } from './file-entries.ts'

/** What applying the file would do to one entry. */
export type DefinitionChange =
  | { readonly type: 'added'; readonly entry: FileEntry }
  | {
      readonly type: 'changed'
      readonly entry: FileEntry
      readonly before: Definition
      /** Keys whose values differ; empty when only the order did. */
      readonly fields: readonly string[]
    }
  | { readonly type: 'removed'; readonly before: Definition }

export interface DefinitionDifference {
  readonly changes: readonly DefinitionChange[]
  /** Entries that the API owns although the file names them too: nothing may be applied then. */
  readonly clashes: readonly FileEntry[]
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

function differingFields(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !isDeepStrictEqual(plain(a[key]), plain(b[key])))
    .toSorted()
}

const name = (entry: { readonly kind: string; readonly id: string }): string => `${entry.kind}\0${entry.id}`

/** Compares the entries of the file with what is stored. Pure; an equal file gives no changes. */
export function compareDefinitions(
  entries: readonly FileEntry[],
  stored: readonly Definition[],
): DefinitionDifference {
  const byName = new Map(stored.map((definition) => [name(definition), definition]))
  const named = new Set(entries.map(name))
  const changes: DefinitionChange[] = []
  const clashes: FileEntry[] = []
  for (const entry of entries) {
    const before = byName.get(name(entry))
    if (before === undefined) changes.push({ type: 'added', entry })
    else if (before.managed === 'api') clashes.push(entry)
    else {
      const fields = differingFields(before.body, entry.body)
      if (fields.length > 0 || before.position !== entry.position) {
        changes.push({ type: 'changed', entry, before, fields })
      }
    }
  }
  for (const before of stored) {
    if (before.managed === 'file' && !named.has(name(before))) changes.push({ type: 'removed', before })
  }
  return { changes, clashes }
}

/** One line a change, as shown at start: `+ connection github`, `~ project web (manager, phase)`, `- program x`. */
export function differenceLines(changes: readonly DefinitionChange[]): string[] {
  return changes.flatMap((change) => {
    if (change.type === 'added') return [`+ ${change.entry.kind} ${change.entry.id}`]
    if (change.type === 'removed') return [`- ${change.before.kind} ${change.before.id}`]
    if (change.fields.length === 0) return []
    return [`~ ${change.entry.kind} ${change.entry.id} (${change.fields.join(', ')})`]
  })
}
