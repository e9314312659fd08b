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

const encoded = (part: string): string => encodeURIComponent(part.toWellFormed())

/** The check whose id was encoded last: its results come one after the other. */
let last = { check: '', text: '' }

function encodedCheck(check: string): string {
  if (last.check !== check) last = { check, text: encoded(check) }
  return last.text
}

/** Paths of subjects that cannot change: many checks judge the same ones. */
const paths = new WeakMap<CheckSubject, string>()

function pathOf(subject: CheckSubject): string {
  const known = paths.get(subject)
  if (known !== undefined) return known
  const path = parts(subject).map(encoded).join('/')
  const isFixed = Object.isFrozen(subject) && (subject.grain !== 'item' || Object.isFrozen(subject.record))
  if (isFixed) paths.set(subject, path)
  return path
}

/**
 * The key by which a finding is known from run to run, to its waiver and to its history. Each part is encoded,
 * so that no two subjects share a key.
 */
export function findingKey(check: string, subject: CheckSubject, key?: string): string {
  const whole = `${encodedCheck(check)}/${pathOf(subject)}`
  return key === undefined ? whole : `${whole}/${encoded(key)}`
}
