import type { CheckSubject } from './check-result.ts'

function parts(subject: CheckSubject): readonly string[] {
  switch (subject.grain) {
    case 'item':
      return ['item', subject.record.connection, subject.record.kind, subject.record.ref]
    case 'project':
      return ['project', subject.project]
    case 'portfolio':
      return ['portfolio']
    default:
      return subject satisfies never
  }
}

/**
 * The key by which a finding is known from run to run, to its waiver and to its history. Each part is encoded,
 * so that no two subjects share a key.
 */
export function findingKey(check: string, subject: CheckSubject, key?: string): string {
  const all = [check, ...parts(subject), ...(key === undefined ? [] : [key])]
  return all.map((part) => encodeURIComponent(part.toWellFormed())).join('/')
}
