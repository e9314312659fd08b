import type { RecordInput } from '@headless-pmo/sdk'
import { path, textOf } from './json.ts'

type Priority = Pick<Extract<RecordInput, { kind: 'workItem' }>, 'priority' | 'nativePriority'>

const BY_NAME: Readonly<Record<string, number>> = {
  blocker: 0,
  critical: 0,
  highest: 0,
  p0: 0,
  urgent: 0,
  high: 1,
  major: 1,
  p1: 1,
  medium: 2,
  normal: 2,
  p2: 2,
  low: 3,
  minor: 3,
  p3: 3,
  lowest: 4,
  p4: 4,
  trivial: 4,
}

/** Jira makes these five on every site; they keep their meaning when a site translates their names. */
const BY_ID: Readonly<Record<string, number>> = { '1': 0, '2': 1, '3': 2, '4': 3, '5': 4 }

/** The tracker's own word, and what it means on our scale where that is known. */
export function priorityOf(priority: unknown): Priority {
  const name = textOf(path(priority, 'name'))
  if (name === undefined) return {}
  const word = name.trim().toLowerCase()
  const id = textOf(path(priority, 'id')) ?? ''
  const rank = Object.hasOwn(BY_NAME, word) ? BY_NAME[word] : Object.hasOwn(BY_ID, id) ? BY_ID[id] : undefined
  return { nativePriority: name, ...(rank !== undefined && { priority: rank }) }
}
