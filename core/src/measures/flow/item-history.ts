import type { RecordKey, StatusCategory } from '@headless-pmo/sdk'

/** That an item went from one state to another. */
export interface HistoryStep {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Absent: not known. */
  readonly from?: StatusCategory
  readonly to?: StatusCategory
  /** Its tracker's own words; absent: not told. */
  readonly fromStatus?: string
  readonly toStatus?: string
}

/** That an item was blocked, or no longer. */
export interface BlockStep {
  readonly at: number
  readonly blocked: boolean
}

/** What is known of the way of one item. Times are milliseconds since 1970. */
export interface ItemHistory {
  readonly item: RecordKey
  readonly title: string
  readonly key?: string
  /** Where people look at it in its tracker. */
  readonly url?: string
  /** Its status now, in its tracker's own word. */
  readonly status?: string
  /** Now. */
  readonly category: StatusCategory
  readonly blocked: boolean
  /** By its tracker's word. */
  readonly created?: number
  readonly started?: number
  readonly finished?: number
  readonly updated?: number
  /** Before it nothing is known of its changes; absent: all are known. */
  readonly since?: number
  /** Changes of its status, the oldest first. */
  readonly steps: readonly HistoryStep[]
  readonly blocks: readonly BlockStep[]
}

/** The state of an item at a time; undefined: it was not there yet, or nothing tells. */
export function categoryAt(history: ItemHistory, time: number): StatusCategory | undefined {
  const { steps, created, started, finished, since, category } = history
  if (created !== undefined && created > time) return undefined
  const later = steps.find(({ at }) => at > time)
  const before = steps.findLast(({ at }) => at <= time)
  if (later !== undefined) return later.from ?? before?.to
  if (before !== undefined) return before.to ?? category
  if (finished !== undefined && finished > time) {
    if (started === undefined) return undefined
    return started <= time ? 'in_progress' : 'todo'
  }
  if (finished !== undefined) return category
  if (started !== undefined && started > time) return 'todo'
  // Seen for the first time after then, and nothing tells of what was before.
  if (since !== undefined && since > time && started === undefined) return undefined
  return category
}

/** The word of the tracker for the status of an item at a time; undefined: nothing tells. */
export function statusAt({ steps, status }: ItemHistory, time: number): string | undefined {
  const worded = steps.filter(
    ({ fromStatus, toStatus }) => fromStatus !== undefined || toStatus !== undefined,
  )
  const later = worded.find(({ at }) => at > time)
  const before = worded.findLast(({ at }) => at <= time)
  if (later !== undefined) return later.fromStatus ?? before?.toStatus
  // A step that tells no word took the item elsewhere all the same.
  if (steps.some(({ at }) => at > time)) return before?.toStatus
  return before?.toStatus ?? status
}
