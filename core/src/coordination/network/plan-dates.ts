import type { WorkItem } from '@headless-pmo/sdk'
import { NODE_FLAGS, type ConstraintName } from '../schedule/index.ts'
import { assumedDuration } from './assumed-duration.ts'
import type { Assumption } from './assumption.ts'
import type { ItemFacts } from './item-facts.ts'
import { beginOf, endOf } from './moments.ts'
import { remainingDuration, resumeOf } from './native-progress.ts'
import { ELAPSED } from './network-calendars.ts'
import type { NodeDates } from './node-dates.ts'
import { plannedText, statedTimes } from './stated-times.ts'

const CONSTRAINT_NAMES: Readonly<Record<NonNullable<WorkItem['constraint']>['kind'], ConstraintName>> = {
  as_soon_as_possible: 'asSoonAsPossible',
  as_late_as_possible: 'asLateAsPossible',
  must_start_on: 'mustStartOn',
  must_finish_on: 'mustFinishOn',
  start_no_earlier_than: 'startNoEarlierThan',
  start_no_later_than: 'startNoLaterThan',
  finish_no_earlier_than: 'finishNoEarlierThan',
  finish_no_later_than: 'finishNoLaterThan',
}

/** An item of a plan, which is scheduled as Microsoft Project schedules its tasks: by what the plan states alone. */
export function planDates(facts: ItemFacts): NodeDates {
  const { item, zone, isSummary } = facts
  const stated = statedTimes(facts)
  const assumptions: Assumption[] = []
  const isDone = item.statusCategory === 'done'
  const flags =
    (item.isMilestone === true && (item.duration?.minutes ?? 0) === 0 ? NODE_FLAGS.milestone : 0) |
    (item.scheduling === 'manual' ? NODE_FLAGS.manual : 0) |
    (item.active === false || item.statusCategory === 'cancelled' ? NODE_FLAGS.inactive : 0) |
    (isDone ? NODE_FLAGS.done : 0)
  const duration = isSummary ? 0 : durationOf(facts, stated, assumptions)
  const deadline = item.deadline === undefined ? stated.due : endOf(item.deadline, zone)
  return {
    values: {
      duration,
      calendar: item.duration?.basis === 'elapsed' ? ELAPSED : facts.calendar,
      flags,
      ...constraintOf(item, zone),
      ...(deadline !== undefined && { deadline }),
      ...(isSummary ? {} : progressOf(facts, duration)),
      ...(item.scheduling === 'manual' && stated.start !== undefined && { plannedStart: stated.start }),
      ...(item.scheduling === 'manual' && stated.finish !== undefined && { plannedFinish: stated.finish }),
    },
    stated,
    scheduling: isSummary ? 'summary' : 'plan',
    assumptions,
  }
}

function durationOf(facts: ItemFacts, stated: NodeDates['stated'], assumptions: Assumption[]): number {
  const { item } = facts
  if (item.duration !== undefined) return item.duration.minutes + pauses(facts)
  if (item.isMilestone === true) return 0
  const { start, finish } = stated
  const assumption = assumedDuration(
    {
      type: item.type,
      team: facts.team,
      teamName: facts.teamName,
      calendar: facts.working,
      units: facts.units,
      ...(start !== undefined &&
        finish !== undefined && { planned: { start, finish, text: plannedText(facts.dates) } }),
      ...(item.remaining !== undefined && { remaining: item.remaining }),
      ...(item.estimate !== undefined && { estimate: item.estimate }),
      ...(item.points !== undefined && { points: item.points }),
    },
    facts.rules,
  )
  assumptions.push(assumption)
  return Number(assumption.value)
}

/** Working minutes, from a time on, in which a split item rests: they lengthen it without being work. */
function pauses({ item, splits, working, zone }: ItemFacts, after = -Infinity): number {
  const isElapsed = item.duration?.basis === 'elapsed'
  return splits.reduce((sum, split) => {
    const from = Math.max(after, beginOf(split.from, zone))
    const until = Math.max(from, endOf(split.until, zone))
    return sum + (isElapsed ? until - from : working.between(from, until))
  }, 0)
}

function constraintOf(
  { constraint }: WorkItem,
  zone: string,
): { readonly constraint?: ConstraintName; readonly constraintDate?: number } {
  if (constraint === undefined) return {}
  const { kind, date } = constraint
  const name = CONSTRAINT_NAMES[kind]
  if (date === undefined) return { constraint: name }
  const isFinish = kind.includes('finish')
  return { constraint: name, constraintDate: isFinish ? endOf(date, zone) : beginOf(date, zone) }
}

/** Actual dates, and what is left: as the plan says, else by the percentage of the duration that is done. */
function progressOf(
  facts: ItemFacts,
  duration: number,
): Pick<NodeDates['values'], 'actualStart' | 'actualFinish' | 'remaining' | 'resume'> {
  const { item, dates, zone } = facts
  const percent = item.percentComplete ?? 0
  const isDone = item.statusCategory === 'done'
  // A plan may hold a percentage without actual dates: its planned ones are then what happened.
  const start = item.started ?? (percent > 0 || isDone ? dates.plannedStart : undefined)
  const finish = item.finished ?? (isDone ? dates.plannedFinish : undefined)
  if (start === undefined && finish === undefined) return {}
  const isLeft = finish === undefined && item.percentComplete !== undefined
  const left = remainingDuration(item)
  const resume = left === undefined ? undefined : resumeOf(item, zone)
  return {
    ...(start !== undefined && { actualStart: beginOf(start, zone) }),
    ...(finish !== undefined && { actualFinish: endOf(finish, zone) }),
    ...(isLeft && {
      remaining: left === undefined ? (duration * (100 - percent)) / 100 : left + pauses(facts, resume),
    }),
    ...(isLeft && resume !== undefined && { resume }),
  }
}
