import type { RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import {
  readChanges,
  recordTexts,
  type FeedPosition,
  type RecordSpan,
  type RecordText,
} from '../../records/index.ts'
import { NATIVE_FIELDS } from './native-progress.ts'

/** Kinds of records that a network is made of. */
export const NETWORK_KINDS: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'assignment',
  'calendar',
  'container',
  'dependency',
  'milestone',
  'placement',
  'resource',
  'workItem',
])

/** Fields that no date depends on; they are the larger part of most records. */
const UNUSED = [
  'actualCost',
  'availability',
  'blocked',
  'components',
  'created',
  'critical',
  'description',
  'earlyFinish',
  'earlyStart',
  'freeFloat',
  'labels',
  'lateFinish',
  'lateStart',
  'locked',
  'nativePriority',
  'order',
  'outline',
  'plannedCost',
  'priority',
  'progressMethod',
  'rates',
  'reporter',
  'resolution',
  'status',
  'totalFloat',
  'warnings',
  'wbs',
]

/** Records of a span of row ids, without what no date depends on. */
export function networkTexts(handle: Handle, span: RecordSpan): Promise<RecordText[]> {
  return recordTexts(handle, {
    kinds: [...NETWORK_KINDS],
    without: UNUSED,
    fields: NATIVE_FIELDS,
    span,
  })
}

/** What changed since a position: row ids by kind. Undefined: too much to follow one by one. */
export async function networkChanges(
  handle: Handle,
  after: FeedPosition,
  most: number,
): Promise<{ readonly ids: ReadonlyMap<number, RecordKind>; readonly position: FeedPosition } | undefined> {
  const ids = new Map<number, RecordKind>()
  let position = after
  for (;;) {
    const page = await readChanges(handle, { after: position, limit: CHANGES_A_PAGE })
    for (const { recordId, kind } of page.changes) if (NETWORK_KINDS.has(kind)) ids.set(recordId, kind)
    position = page.position
    if (ids.size > most) return undefined
    if (!page.more) return { ids, position }
  }
}

const CHANGES_A_PAGE = 500
