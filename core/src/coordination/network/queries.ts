import type { RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import {
  readChanges,
  recentChanges,
  recordPage,
  recordTexts,
  type FeedChange,
  type FeedPosition,
  type RecordPage,
  type RecordPart,
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
export const UNUSED = [
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

const PART: RecordPart = { kinds: [...NETWORK_KINDS], without: UNUSED, fields: NATIVE_FIELDS }

/** Records of a span of row ids, without what no date depends on. */
export function networkPage(handle: Handle, span: RecordSpan): Promise<RecordPage> {
  return recordPage(handle, PART, span)
}

/** The same of single records, by their row ids; those that are gone are left out. */
export function networkTexts(handle: Handle, ids: readonly number[]): Promise<RecordText[]> {
  return recordTexts(handle, PART, ids)
}

/**
 * What changed since a position: row ids by kind. Undefined: too much to follow one by one. The feed stands still while an
 * older transaction of the server is open; what was committed beyond it is in, too, and comes again when the feed moves on.
 */
export async function networkChanges(
  handle: Handle,
  after: FeedPosition,
  most: number,
): Promise<{ readonly ids: ReadonlyMap<number, RecordKind>; readonly position: FeedPosition } | undefined> {
  const ids = new Map<number, RecordKind>()
  const add = ({ recordId, kind }: FeedChange): void => {
    if (NETWORK_KINDS.has(kind)) ids.set(recordId, kind)
  }
  let position = after
  for (let more = true; more;) {
    const page = await readChanges(handle, { after: position, limit: CHANGES_A_PAGE })
    page.changes.forEach(add)
    ;({ position, more } = page)
    if (ids.size > most) return undefined
  }
  for (let before: FeedPosition | undefined; ;) {
    const page = await recentChanges(handle, {
      limit: CHANGES_A_PAGE,
      ...(before !== undefined && { before }),
    })
    const beyond = page.filter((change) => isAfter(change.position, position))
    beyond.forEach(add)
    if (ids.size > most) return undefined
    before = beyond.at(-1)?.position
    if (beyond.length < CHANGES_A_PAGE || before === undefined) return { ids, position }
  }
}

const CHANGES_A_PAGE = 500

/** Numbers of transactions may pass 2^53. */
function isAfter(one: FeedPosition, other: FeedPosition): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a === b ? one.seq > other.seq : a > b
}
