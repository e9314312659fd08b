import type { TombstoneReason } from '@headless-pmo/engine'
import { microseconds } from './instants.ts'
import { undo, type KnownState, type ObservedChange, type RecordState } from './observed-history.ts'
import {
  changesOfField,
  replay,
  rewind,
  UNKNOWN,
  type FieldValue,
  type StatedChange,
} from './stated-history.ts'

/** A record at a time in the past, as far as there is evidence. */
export type Past =
  /** Before the earliest evidence. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'absent'; readonly reason: 'not_created' | TombstoneReason }
  | {
      readonly outcome: 'present'
      readonly ref: string
      /** The fields that are known; one that is neither here nor in `unknown` was absent. */
      readonly data: Readonly<Record<string, unknown>>
      /** Fields of the model that nothing tells of. */
      readonly unknown: readonly string[]
    }

/** A state that was certainly true at a time: what a version of the item said. */
interface Anchor {
  readonly at: number
  readonly state: RecordState
  /** Which of the observed changes brought it. */
  readonly index: number
}

/**
 * The state as of a time by the tracker's word (law 7), from what was known:
 *
 * - Each version of the item that we saw holds from its own instant (`updated`, else our observation) until the
 *   next. A changed mapping is none of the tracker's doing: its result holds for the past as well, except
 *   that a field which it brought is known from the version it was read from.
 * - For a field that the tracker keeps a history of, its changes tell what was between and before versions.
 * - Before the first version, `created`, `started` and `finished` tell of themselves and of the category.
 * - All else is unknown.
 *
 * @param fields names of the model's fields for this kind
 * @param at Unix microseconds
 */
export function asOf(
  known: KnownState,
  stated: readonly StatedChange[],
  fields: readonly string[],
  at: number,
): Past {
  const anchors = anchorsOf(known)
  const [first] = anchors
  if (first === undefined) return { outcome: 'unknown' }
  const created = microseconds(first.state.data['created'])
  if (created !== undefined && at < created) return { outcome: 'absent', reason: 'not_created' }
  const anchor = anchors.findLast((candidate) => candidate.at <= at) ?? first
  if (at < first.at && created === undefined && !stated.some((change) => change.at <= at)) {
    return { outcome: 'unknown' }
  }
  if (anchor.state.gone !== undefined) return { outcome: 'absent', reason: anchor.state.gone }
  const introduced = introducedFields(known.changes, anchors)
  const data: Record<string, unknown> = { kind: anchor.state.data['kind'], ref: anchor.state.ref }
  const unknown: string[] = []
  for (const field of new Set([...Object.keys(anchor.state.data), ...fields])) {
    if (field in data) continue
    const telling = anchors.slice(introduced.get(field) ?? 0)
    const value = fieldAsOf({ field, at, anchors: telling, stated })
    if (!value.known) unknown.push(field)
    else if (value.value !== undefined) data[field] = value.value
  }
  return { outcome: 'present', ref: anchor.state.ref, data, unknown }
}

/** The versions that we saw, oldest first, each with the instant from which it holds. */
function anchorsOf({ state, changes }: KnownState): Anchor[] {
  const anchors: Anchor[] = []
  let bound = Infinity
  let current = state
  for (const [index, change] of [...changes.entries()].toReversed()) {
    const first = change.event === 'created'
    // Its result holds for the past as well: it is not undone.
    if (change.cause === 'mapping' && !first) continue
    const stated = first ? microseconds(current.data['updated']) : microseconds(change.at)
    // Versions follow each other, and none became true after we knew of it.
    bound = Math.min(bound, stated ?? Infinity, microseconds(change.knownAt) ?? Infinity)
    anchors.unshift({ at: bound, state: current, index })
    if (first) break
    current = undo(current, change)
  }
  return anchors
}

/** Fields that a changed mapping brought, with the first of the anchors that tells of them. */
function introducedFields(
  changes: readonly ObservedChange[],
  anchors: readonly Anchor[],
): Map<string, number> {
  const introduced = new Map<string, number>()
  for (const [index, { cause, event, before }] of changes.entries()) {
    if (cause !== 'mapping' || event === 'created') continue
    const read = anchors.findLastIndex((anchor) => anchor.index < index)
    for (const [field, former] of Object.entries(before ?? {})) {
      if (former === null) introduced.set(field, Math.max(0, read))
    }
  }
  return introduced
}

interface FieldQuestion {
  readonly field: string
  readonly at: number
  /** Versions that tell of the field. */
  readonly anchors: readonly Anchor[]
  readonly stated: readonly StatedChange[]
}

function fieldAsOf({ field, at, anchors, stated }: FieldQuestion): FieldValue {
  const [first] = anchors
  if (first === undefined) return UNKNOWN
  const changes = changesOfField(stated, field)
  const anchor = anchors.findLast((candidate) => candidate.at <= at)
  if (anchor !== undefined) {
    const since = changes.filter((change) => change.at > anchor.at && change.at <= at)
    return replay(valueOf(anchor, field), since)
  }
  if (changes.length > 0) {
    const later = changes.filter((change) => change.at > at && change.at <= first.at)
    const earlier = changes.filter((change) => change.at <= at)
    return rewind(valueOf(first, field), later, earlier)
  }
  return fromInstants(field, first.state.data, at)
}

function valueOf({ state }: Anchor, field: string): FieldValue {
  const value = state.data[field]
  return value === undefined ? { known: true } : { known: true, value }
}

/** What the instants of a version tell of the time before it. */
function fromInstants(field: string, data: RecordState['data'], at: number): FieldValue {
  if (field === 'created') return { known: data['created'] !== undefined, value: data['created'] }
  if (field !== 'started' && field !== 'finished' && field !== 'statusCategory') return UNKNOWN
  const started = microseconds(data['started'])
  const finished = microseconds(data['finished'])
  const isFinished = finished !== undefined && finished <= at
  const isStarted = started !== undefined && started <= at
  if (field === 'started') return { known: true, value: isStarted ? data['started'] : undefined }
  if (field === 'finished') return { known: true, value: isFinished ? data['finished'] : undefined }
  if (isFinished) return { known: true, value: data['statusCategory'] }
  if (isStarted) return { known: true, value: 'in_progress' }
  return started === undefined ? UNKNOWN : { known: true, value: 'todo' }
}
