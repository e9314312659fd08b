import {
  withFormerValues,
  type ChangeCause,
  type RecordEvent,
  type TombstoneReason,
} from '@headless-pmo/engine'
import { microseconds } from './instants.ts'

/** A record as it is, or as it was. */
export interface RecordState {
  readonly ref: string
  readonly gone?: TombstoneReason
  readonly data: Readonly<Record<string, unknown>>
}

/** A change that we saw. The first of a record is always `created`: our first sight of it. */
export interface ObservedChange {
  readonly event: RecordEvent
  readonly cause: ChangeCause
  /** Former values of the fields that changed; null: the field was absent. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly formerRef?: string
  readonly formerGone?: TombstoneReason
  /** When it became true: the tracker's word, else our observation. Instant. */
  readonly at: string
  /** When we knew. Instant. */
  readonly knownAt: string
}

/** What was known of a record at a time. */
export interface KnownState {
  readonly state: RecordState
  /** The changes known by then, oldest first. */
  readonly changes: readonly ObservedChange[]
}

/**
 * The state that was known at a time (law 7): what we saw later is undone.
 *
 * @param current the record as stored
 * @param changes all its changes, oldest first
 * @param at Unix microseconds
 * @returns undefined before our first sight of the record: nothing was known
 */
export function knownAt(
  current: RecordState,
  changes: readonly ObservedChange[],
  at: number,
): KnownState | undefined {
  const known = changes.findLastIndex((change) => (microseconds(change.knownAt) ?? Infinity) <= at)
  if (known < 0) return undefined
  const state = changes.slice(known + 1).reduceRight(undo, current)
  return { state, changes: changes.slice(0, known + 1) }
}

/** The state before a change. */
export function undo(after: RecordState, change: ObservedChange): RecordState {
  const turned = change.event === 'retired' || change.event === 'restored'
  const gone = turned ? change.formerGone : after.gone
  return {
    ref: change.formerRef ?? after.ref,
    data: withFormerValues(after.data, change.before ?? {}),
    ...(gone !== undefined && { gone }),
  }
}
