import type { StatusCategory } from '@headless-pmo/sdk'
import {
  referenceName,
  type ObservedChange,
  type RecordView,
  type StatedChange,
} from '../../records/index.ts'
import { timeOf } from '../time.ts'
import type { BlockStep, HistoryStep, ItemHistory } from './item-history.ts'
import type { StatusMeaning } from './status-meaning.ts'

/** What is known of the past of an item. */
export interface KnownPast {
  /** By its tracker's own history; times are Unix microseconds. */
  readonly stated: readonly StatedChange[]
  /** As it was seen, the oldest first. */
  readonly observed: readonly ObservedChange[]
  /** Its tracker keeps a history of changes: where that is silent, nothing has changed. */
  readonly hasHistory: boolean
  /** Changes of the word of the board that places it, as they were seen, with what the project says that they mean. */
  readonly board: readonly {
    readonly at: number
    readonly from?: StatusCategory
    readonly to?: StatusCategory
  }[]
  /** What the board says now. */
  readonly boardNow?: StatusCategory
}

const isCategory = (value: unknown): value is StatusCategory =>
  value === 'todo' || value === 'in_progress' || value === 'done' || value === 'cancelled'

/** The way of an item from what its tracker's history tells, else from what was seen of it. */
export function buildHistory(
  item: RecordView<'workItem'>,
  past: KnownPast,
  meaning: StatusMeaning,
): ItemHistory {
  const { data, connection, ref, key } = item
  const own = ownSteps(item, past, meaning)
  const steps = withBoard(own, past, data.statusCategory)
  const times = {
    created: data.created,
    started: data.started,
    finished: data.finished,
    updated: data.updated,
  }
  const seen = past.observed[0]
  const since = past.hasHistory ? undefined : timeOf(seen?.at)
  return {
    item: { connection, kind: 'workItem', ref },
    title: data.title,
    category: countedAs(data.statusCategory, past.boardNow),
    blocked: data.blocked === true,
    steps,
    blocks: blockSteps(past),
    status: data.status,
    ...(key !== undefined && { key }),
    ...(data.url !== undefined && { url: data.url }),
    ...known(times),
    ...(since !== undefined && { since }),
  }
}

function known(
  times: Readonly<Record<'created' | 'started' | 'finished' | 'updated', string | undefined>>,
): Partial<Pick<ItemHistory, 'created' | 'started' | 'finished' | 'updated'>> {
  const told = Object.entries(times).flatMap(([name, when]) => {
    const time = timeOf(when)
    return time === undefined ? [] : [[name, time]]
  })
  return Object.fromEntries(told) as Partial<Pick<ItemHistory, 'created'>> // its names are those of the fields above
}

function ownSteps(
  { data }: RecordView<'workItem'>,
  { stated, observed, hasHistory }: KnownPast,
  meaning: StatusMeaning,
): HistoryStep[] {
  const container = referenceName(data.container)
  const category = (word: unknown): StatusCategory | undefined =>
    word === data.status ? data.statusCategory : isCategory(word) ? word : meaning.of(word, container)
  const told = stated
    .filter(({ field, effect }) => (field === 'status' || field === 'statusCategory') && effect !== 'event')
    .map(({ field, at, from, to }) => ({
      ...step(at / 1000, category(from), category(to)),
      ...(field === 'status' && worded(from, to)),
    }))
  if (hasHistory) return told.toSorted((a, b) => a.at - b.at)
  const steps: HistoryStep[] = []
  let to: StatusCategory | undefined = data.statusCategory
  let word: unknown = data.status
  for (const { before, cause, event, at } of observed.toReversed()) {
    if (before === undefined || event === 'created' || cause === 'mapping') continue
    if (!('statusCategory' in before) && !('status' in before)) continue
    const from: StatusCategory | undefined = isCategory(before['statusCategory'])
      ? before['statusCategory']
      : 'statusCategory' in before
        ? category(before['status'])
        : to
    const time = timeOf(at)
    if (time !== undefined && (from !== to || before['status'] !== word))
      steps.unshift({ ...step(time, from, to), ...worded(before['status'] ?? word, word) })
    to = from
    word = before['status'] ?? word
  }
  return steps
}

function worded(from: unknown, to: unknown): Pick<HistoryStep, 'fromStatus' | 'toStatus'> {
  return {
    ...(typeof from === 'string' && { fromStatus: from }),
    ...(typeof to === 'string' && { toStatus: to }),
  }
}

function step(at: number, from: StatusCategory | undefined, to: StatusCategory | undefined): HistoryStep {
  return { at, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** An item's own word that it is over stands; for an open one its board is nearer to the truth. */
function countedAs(own: StatusCategory, board: StatusCategory | undefined): StatusCategory
function countedAs(
  own: StatusCategory | undefined,
  board: StatusCategory | undefined,
): StatusCategory | undefined
function countedAs(
  own: StatusCategory | undefined,
  board: StatusCategory | undefined,
): StatusCategory | undefined {
  return own === 'done' || own === 'cancelled' ? own : (board ?? own)
}

/** Steps of the item and of its board as one way. */
function withBoard(
  own: readonly HistoryStep[],
  { board, boardNow }: KnownPast,
  now: StatusCategory,
): readonly HistoryStep[] {
  if (board.length === 0 && boardNow === undefined) return own
  const first = own[0]
  let mine = first === undefined ? now : first.from
  let placed = board[0] === undefined ? boardNow : board[0].from
  const all = [
    ...own.map((one) => ({ ...one, of: 'item' })),
    ...board.map((one): HistoryStep & { readonly of: string } => ({ ...one, of: 'board' })),
  ]
  return all
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, to, of, fromStatus, toStatus }) => {
      const from = countedAs(mine, placed)
      if (of === 'item') mine = to
      else placed = to
      return { ...step(at, from, countedAs(mine, placed)), ...worded(fromStatus, toStatus) }
    })
}

function blockSteps({ stated, observed, hasHistory }: KnownPast): BlockStep[] {
  const told = stated.flatMap(({ field, at, to, effect }) =>
    field === 'blocked' && effect !== 'event' ? [{ at: at / 1000, blocked: to === true }] : [],
  )
  if (told.length > 0 && hasHistory) return told.toSorted((a, b) => a.at - b.at)
  return observed.flatMap(({ before, cause, event, at }) => {
    const time = timeOf(at)
    if (before === undefined || event === 'created' || cause === 'mapping' || time === undefined) return []
    return 'blocked' in before ? [{ at: time, blocked: before['blocked'] !== true }] : []
  })
}
