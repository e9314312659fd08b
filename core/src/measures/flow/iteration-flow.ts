import type { FlowIteration, RecordKey } from '@headless-pmo/sdk'
import { instantText } from '../time.ts'
import { categoryAt, type ItemHistory } from './item-history.ts'

/** A stay of an item in an iteration. Times are milliseconds since 1970. */
export interface Stay {
  readonly history: ItemHistory
  /** Absent: with its creation, or not known. */
  readonly from?: number
  /** Absent: it is in, or stayed until the iteration was closed. */
  readonly until?: number
  /** It was taken out, and nothing tells when. */
  readonly ended?: boolean
}

/** An iteration with the stays of the items of one project. */
export interface IterationStays {
  readonly iteration: RecordKey
  readonly title: string
  readonly start?: number
  /** When it was closed, else when it is planned to end. */
  readonly end?: number
  readonly closed: boolean
  readonly stays: readonly Stay[]
}

/** Closing an iteration moves what is left to the next one within moments: that is no removal. */
const CLOSING_MS = 60_000

const keyText = ({ connection, kind, ref }: RecordKey): string => `${connection}\n${kind}\n${ref}`

/**
 * What became of the items of an iteration: what was in it at its start is frozen as its commitment.
 * @returns undefined for one that has not begun by `now`, or whose start nobody knows
 */
export function iterationFlow(given: IterationStays, now: number): FlowIteration | undefined {
  const { iteration, title, start, end, stays } = given
  if (start === undefined || start > now) return undefined
  const isClosed = given.closed && (end === undefined || end <= now)
  const until = isClosed ? (end ?? now) : now
  const known = stays.filter(({ ended, until: left }) => ended !== true || left !== undefined)
  const items = Map.groupBy(known, ({ history }) => keyText(history.item))
  const found = { committed: [], added: [], removed: [], completed: [], spilled: [] } as Record<
    'committed' | 'added' | 'removed' | 'completed' | 'spilled',
    RecordKey[]
  >
  for (const of of items.values()) {
    const [first] = of
    if (first === undefined) continue
    const { history } = first
    const at = (time: number): boolean => of.some((stay) => isIn(stay, time))
    const isCommitted = at(start)
    const isAdded = !isCommitted && of.some((stay) => begin(stay) > start && begin(stay) < until)
    if (!isCommitted && !isAdded) continue
    const isLeft = !at(Math.max(start, until - CLOSING_MS))
    const category = categoryAt(history, until)
    found[isCommitted ? 'committed' : 'added'].push(history.item)
    if (category === 'done' && !isLeft) found.completed.push(history.item)
    if (!isCommitted) continue
    if (isLeft || category === 'cancelled') found.removed.push(history.item)
    if (isClosed && category !== 'done' && category !== 'cancelled') found.spilled.push(history.item)
  }
  return {
    iteration,
    title,
    start: instantText(start),
    ...(end !== undefined && { end: instantText(end) }),
    state: isClosed ? 'closed' : 'active',
    ...found,
  }
}

/** When a stay began; without a time it began with its item, or before all that is known. */
function begin({ from, history }: Stay): number {
  return from ?? history.created ?? -Infinity
}

function isIn(stay: Stay, time: number): boolean {
  return begin(stay) <= time && (stay.until ?? Infinity) > time
}
