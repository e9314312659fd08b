import type { FlowItem, StatusCategory } from '@headless-pmo/sdk'
import { daysFrom, instantText, MS_A_DAY } from '../time.ts'
import { categoryAt, type BlockStep, type ItemHistory } from './item-history.ts'

/** A stretch of time in one state. */
interface Stay {
  readonly from: number
  readonly until: number
  readonly category: StatusCategory | undefined
}

/**
 * How an item has moved until a time. What its history does not tell is absent, never guessed.
 * @param now milliseconds since 1970; what came after it does not count
 * @returns undefined where it was not there then, or nothing tells in which state
 */
export function itemFlow(history: ItemHistory, now: number): FlowItem | undefined {
  const category = categoryAt(history, now)
  if (category === undefined) return undefined
  const { item, created } = history
  const started = startOf(history, now)
  const finished = category === 'done' ? finishOf(history, now) : undefined
  const end = finished ?? (category === 'in_progress' ? now : undefined)
  const active = started === undefined || end === undefined ? undefined : activeDays(history, started, end)
  const changed = lastChange(history, now)
  const since = statusSince(history, now)
  const blocked = blockedSince(history, now)
  return {
    item,
    state: category === 'todo' ? 'waiting' : category === 'in_progress' ? 'active' : category,
    reopened: reopened(history, now),
    ...(created !== undefined && { created: instantText(created) }),
    ...(started !== undefined && { started: instantText(started) }),
    ...(finished !== undefined && { finished: instantText(finished) }),
    ...(category === 'in_progress' && started !== undefined && { ageDays: daysFrom(started, now) }),
    ...(started !== undefined && finished !== undefined && { cycleDays: daysFrom(started, finished) }),
    ...(active !== undefined && { activeDays: active }),
    ...(changed !== undefined && { lastChanged: instantText(changed) }),
    ...(since !== undefined && { statusSince: instantText(since) }),
    ...(blocked !== undefined && { blockedSince: instantText(blocked) }),
  }
}

/** When work began for the first time: the first of what its tracker says and what its history shows. */
function startOf({ started, steps }: ItemHistory, now: number): number | undefined {
  const shown = steps.find(({ to, at }) => to === 'in_progress' && at <= now)?.at
  const told = started === undefined || started > now ? undefined : started
  // An item that was in progress before anything is known began at a time that nobody tells.
  if (told === undefined && steps[0]?.from === 'in_progress') return undefined
  return shown === undefined || told === undefined ? (shown ?? told) : Math.min(shown, told)
}

function finishOf({ finished, steps }: ItemHistory, now: number): number | undefined {
  const shown = steps.findLast(({ from, to, at }) => to === 'done' && from !== 'done' && at <= now)?.at
  return shown ?? (finished !== undefined && finished <= now ? finished : undefined)
}

function reopened({ steps }: ItemHistory, now: number): number {
  return steps.filter(({ from, to, at }) => at <= now && from === 'done' && isOpen(to)).length
}

const isOpen = (category: StatusCategory | undefined): boolean =>
  category === 'todo' || category === 'in_progress'

/** Days in which it was in progress and not blocked; undefined where a stretch of the time is not known. */
function activeDays(history: ItemHistory, from: number, until: number): number | undefined {
  if (history.steps.length === 0 && history.since !== undefined && history.since > from) return undefined
  const stays = staysOf(history, from, until)
  if (stays.some(({ category }) => category === undefined)) return undefined
  return stays
    .filter(({ category }) => category === 'in_progress')
    .reduce((days, stay) => days + daysFrom(stay.from, stay.until) - blockedDays(history, stay), 0)
}

function staysOf(history: ItemHistory, from: number, until: number): Stay[] {
  const times = history.steps.flatMap(({ at }) => (at > from && at < until ? at : []))
  const borders = [from, ...times, until]
  return borders.slice(0, -1).flatMap((start, index) => {
    const end = borders[index + 1] ?? until
    return end > start ? [{ from: start, until: end, category: categoryAt(history, start) }] : []
  })
}

function blockedDays({ blocks }: ItemHistory, { from, until }: Stay): number {
  let since: number | undefined
  let blocked = 0
  for (const { at, blocked: is } of [...blocks, { at: until, blocked: false }]) {
    if (is) since ??= at
    else if (since !== undefined) {
      blocked += Math.max(0, Math.min(at, until) - Math.max(since, from))
      since = undefined
    }
  }
  return blocked / MS_A_DAY
}

function lastChange({ updated, steps, created, since }: ItemHistory, now: number): number | undefined {
  // The last word of a tracker that came after the time asked about says nothing of what was before.
  if (updated !== undefined && updated <= now) return updated
  // An item is unchanged since it was made only where nothing could have changed unseen.
  return steps.findLast(({ at }) => at <= now)?.at ?? (since === undefined ? created : undefined)
}

function statusSince({ steps, since, created }: ItemHistory, now: number): number | undefined {
  return steps.findLast(({ at }) => at <= now)?.at ?? (since === undefined ? created : undefined)
}

/** Since when it has been blocked; where nothing tells when that began: at least since it was first seen so. */
function blockedSince({ blocks, blocked, since, steps }: ItemHistory, now: number): number | undefined {
  const last = blocks.findLast(({ at }: BlockStep) => at <= now)
  if (last !== undefined) return last.blocked ? last.at : undefined
  const isBlocked = blocks[0] === undefined ? blocked : !blocks[0].blocked
  if (!isBlocked) return undefined
  const seen = since ?? steps.findLast(({ at }) => at <= now)?.at
  return seen !== undefined && seen <= now ? seen : undefined
}
