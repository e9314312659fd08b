import type { RecordInput } from '@headless-pmo/sdk'
import { member, numberOf, textOf } from './json.ts'

type WorkItem = Extract<RecordInput, { kind: 'workItem' }>
type ItemType = Pick<WorkItem, 'type' | 'nativeType' | 'level'>

const BY_NAME: Readonly<Record<string, WorkItem['type']>> = {
  bug: 'bug',
  defect: 'bug',
  epic: 'epic',
  feature: 'feature',
  improvement: 'feature',
  'new feature': 'feature',
  milestone: 'milestone',
  'service request': 'request',
  'service request with approvals': 'request',
  story: 'story',
  'user story': 'story',
  task: 'task',
}

/**
 * Type and level. Cloud states the level; on Data Center a sub-task is marked and an epic is known by its name.
 * A type that only the site knows goes by its level.
 */
export function itemTypeOf(type: unknown): ItemType {
  const name = textOf(member(type, 'name'))
  const word = name?.trim().toLowerCase() ?? ''
  const known = Object.hasOwn(BY_NAME, word) ? BY_NAME[word] : undefined
  const stated = numberOf(member(type, 'hierarchyLevel'))
  const isSubtask = member(type, 'subtask') === true || (stated !== undefined && stated < 0)
  const level = stated ?? (isSubtask ? -1 : known === 'epic' ? 1 : 0)
  return {
    type: isSubtask ? 'subtask' : (known ?? (level > 0 ? 'epic' : 'other')),
    ...(name !== undefined && { nativeType: name }),
    ...(Number.isSafeInteger(level) && { level }),
  }
}
