import type { RecordDifference, ShownRecord } from './trial-event.ts'

/** A live record with its canonical text. */
interface Known extends ShownRecord {
  readonly text: string
}

/** Live records by kind and ref, as one export gave them. */
export type KnownRecords = ReadonlyMap<string, Known>

const TITLES = ['title', 'name', 'displayName', 'login', 'key', 'ref'] as const

function titleOf(record: Readonly<Record<string, unknown>>): string {
  for (const field of TITLES) {
    const value = record[field]
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}

/** Reads an export, one record a line. */
export function readExport(text: string): KnownRecords {
  const known = new Map<string, Known>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const record = JSON.parse(line) as Readonly<Record<string, unknown>>
    const { kind, ref } = record
    if (typeof kind !== 'string' || typeof ref !== 'string') continue
    known.set(`${kind} ${ref}`, { kind, ref, title: titleOf(record), text: line })
  }
  return known
}

const shown = ({ kind, ref, title }: Known): ShownRecord => ({ kind, ref, title })

/** What is new, different and gone in one export after another. */
export function compareRecords(before: KnownRecords, after: KnownRecords): RecordDifference {
  const counts: Record<string, number> = {}
  for (const { kind } of after.values()) counts[kind] = (counts[kind] ?? 0) + 1
  const all = [...after]
  return {
    counts,
    fresh: all.filter(([id]) => !before.has(id)).map(([, record]) => shown(record)),
    changed: all
      .filter(([id, { text }]) => before.has(id) && before.get(id)?.text !== text)
      .map(([, record]) => shown(record)),
    gone: [...before].filter(([id]) => !after.has(id)).map(([, record]) => shown(record)),
  }
}
