import type { RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import type { FeedPosition } from './feed-position.ts'
import { readChanges, recentChanges, type FeedChange } from './queries-feed.ts'

const CHANGES_A_PAGE = 500

/** Kinds of records that sources of projects name, or that place items. */
const CLAIMING: ReadonlySet<RecordKind> = new Set<RecordKind>(['container', 'milestone', 'placement'])

/** Fields of an item that sources of projects may filter by. */
const CLAIMED = ['container', 'labels', 'type', 'nativeType', 'milestone', 'components'] as const

/** Row ids of records by kind that have changed since a position, and up to where that is all. */
export interface ChangedRecords {
  readonly ids: ReadonlyMap<number, RecordKind>
  /** Whether other projects may claim items since. */
  readonly isClaimed: boolean
  readonly position: FeedPosition
}

/**
 * What changed since a position of the change feed. Undefined: more than is worth following one by one. The feed stands
 * still while an older transaction of the server is open; what was committed beyond it is in, and comes again later.
 */
export async function changedRecords(
  handle: Handle,
  after: FeedPosition,
  most: number,
): Promise<ChangedRecords | undefined> {
  const ids = new Map<number, RecordKind>()
  let isClaimed = false
  const add = (change: FeedChange): void => {
    ids.set(change.recordId, change.kind)
    isClaimed ||= mayClaim(change)
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
    const beyond = page.filter((change) => isAfter(change, position))
    beyond.forEach(add)
    if (ids.size > most) return undefined
    before = beyond.at(-1)?.position
    if (beyond.length < CHANGES_A_PAGE || before === undefined) return { ids, isClaimed, position }
  }
}

function mayClaim({ kind, event, before = {} }: FeedChange): boolean {
  if (kind !== 'workItem') return CLAIMING.has(kind)
  return event !== 'updated' || CLAIMED.some((field) => field in before)
}

/** Numbers of transactions may pass 2^53. */
function isAfter({ position: one }: FeedChange, other: FeedPosition): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a === b ? one.seq > other.seq : a > b
}
