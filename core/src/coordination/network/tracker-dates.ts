import { NODE_FLAGS } from '../schedule/index.ts'
import { assumedDuration, LEAST_WORK } from './assumed-duration.ts'
import type { Assumption } from './assumption.ts'
import type { ItemFacts } from './item-facts.ts'
import { beginOf, endOf } from './moments.ts'
import { ELAPSED } from './network-calendars.ts'
import type { NodeDates } from './node-dates.ts'
import { plannedText, statedTimes } from './stated-times.ts'
import { workWords } from './words.ts'

/** What is left at least of work that has begun and has already taken longer than assumed: a quarter of it. */
const LEAST_LEFT = 0.25

/**
 * An item of a tracker, which states no plan: what is done has its actual dates; what is under way goes on with what is
 * left of it, from the status date; what has not begun starts no earlier than the status date, or than the start that
 * its tracker plans for later.
 */
export function trackerDates(facts: ItemFacts): NodeDates {
  const { item, zone } = facts
  const stated = statedTimes(facts)
  const assumptions: Assumption[] = []
  const deadlines = [stated.due, item.deadline === undefined ? undefined : endOf(item.deadline, zone)]
  const deadline = Math.min(...deadlines.filter((time) => time !== undefined))
  const isSummary = facts.isSummary
  const isMilestone = item.isMilestone === true || item.type === 'milestone'
  const flags =
    (isMilestone ? NODE_FLAGS.milestone : 0) |
    (item.statusCategory === 'cancelled' ? NODE_FLAGS.inactive : 0) |
    (item.statusCategory === 'done' ? NODE_FLAGS.done : 0)
  const timing = isSummary ? { duration: 0 } : timingOf(facts, stated, isMilestone, assumptions)
  return {
    values: {
      calendar: item.duration?.basis === 'elapsed' ? ELAPSED : facts.calendar,
      flags,
      ...timing,
      ...(Number.isFinite(deadline) && { deadline }),
    },
    stated,
    scheduling: isSummary ? 'summary' : 'tracker',
    assumptions,
  }
}

type Timing = Pick<
  NodeDates['values'],
  'duration' | 'actualStart' | 'actualFinish' | 'remaining' | 'resume' | 'noEarlierThan'
>

function timingOf(
  facts: ItemFacts,
  stated: NodeDates['stated'],
  isMilestone: boolean,
  assumptions: Assumption[],
): Timing {
  const { item, statusTime } = facts
  if (item.statusCategory === 'cancelled') return { duration: 0 }
  if (item.statusCategory === 'done') return doneTiming(facts, assumptions)
  const duration = isMilestone ? 0 : durationOf(facts, stated, assumptions)
  if (item.statusCategory === 'todo')
    return { duration, noEarlierThan: Math.max(statusTime, stated.start ?? -Infinity) }
  const actualStart = startOf(facts, stated, assumptions)
  return {
    duration,
    actualStart,
    remaining: leftOf(facts, duration, actualStart, assumptions),
    // Whatever was planned of it: what is left is done from now on.
    resume: Math.max(statusTime, actualStart),
    noEarlierThan: statusTime,
  }
}

function durationOf(facts: ItemFacts, stated: NodeDates['stated'], assumptions: Assumption[]): number {
  const { item } = facts
  if (item.duration !== undefined) return item.duration.minutes
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
      // Of work that has begun, what is left is no measure of the whole.
      ...(item.remaining !== undefined && item.statusCategory === 'todo' && { remaining: item.remaining }),
      ...(item.estimate !== undefined && { estimate: item.estimate }),
      ...(item.points !== undefined && { points: item.points }),
    },
    facts.rules,
  )
  assumptions.push(assumption)
  return Number(assumption.value)
}

/** When work that is under way began: as its tracker says, else as was planned, else now. */
function startOf(facts: ItemFacts, stated: NodeDates['stated'], assumptions: Assumption[]): number {
  const { item, zone, statusTime } = facts
  if (item.started !== undefined) return beginOf(item.started, zone)
  const planned = stated.start !== undefined && stated.start <= statusTime ? stated.start : undefined
  assumptions.push({
    field: 'start',
    source: planned === undefined ? 'status-date' : 'planned-dates',
    value: planned ?? statusTime,
    basis:
      planned === undefined
        ? 'Start: under way by its status, but its tracker does not tell since when; taken as the status date.'
        : 'Start: under way by its status, but its tracker does not tell since when; taken as its planned start.',
  })
  return planned ?? statusTime
}

/** Working minutes that are left of work under way. */
function leftOf(facts: ItemFacts, duration: number, actualStart: number, assumptions: Assumption[]): number {
  const { item, units, working, statusTime } = facts
  const isElapsed = item.duration?.basis === 'elapsed'
  if (item.remaining !== undefined && item.remaining >= LEAST_WORK) {
    const minutes = item.remaining / units
    assumptions.push(left('remaining-work', minutes, `${workWords(item.remaining)} of remaining work`))
    return minutes
  }
  if (item.percentComplete !== undefined && item.percentComplete > 0) {
    const minutes = (duration * (100 - Math.min(100, item.percentComplete))) / 100
    assumptions.push(
      left('percent-complete', minutes, `${item.percentComplete} % of ${workWords(duration)} are done`),
    )
    return minutes
  }
  const worked = Math.max(0, isElapsed ? statusTime - actualStart : working.between(actualStart, statusTime))
  const isLonger = worked > duration * (1 - LEAST_LEFT)
  const minutes = isLonger ? duration * LEAST_LEFT : duration - worked
  assumptions.push(
    left(
      'elapsed-time',
      minutes,
      isLonger
        ? `a quarter of ${workWords(duration)}, since ${workWords(worked)} have passed and it is not done`
        : `${workWords(worked)} of ${workWords(duration)} have passed`,
    ),
  )
  return minutes
}

function left(source: Assumption['source'], minutes: number, from: string): Assumption {
  return { field: 'remaining', source, value: minutes, basis: `Remaining ${workWords(minutes)}: ${from}.` }
}

/** Work that is done: its actual dates, and what is assumed where its tracker does not tell them. */
function doneTiming(facts: ItemFacts, assumptions: Assumption[]): Timing {
  const { item, zone, statusTime, working } = facts
  const known = item.finished ?? item.updated
  const actualFinish = known === undefined ? statusTime : endOf(known, zone)
  if (item.finished === undefined)
    assumptions.push({
      field: 'finish',
      source: known === undefined ? 'status-date' : 'last-change',
      value: actualFinish,
      basis: `Finish: done by its status, but its tracker does not tell since when; taken as ${known === undefined ? 'the status date' : 'its last change'}.`,
    })
  if (item.started !== undefined) {
    const actualStart = Math.min(beginOf(item.started, zone), actualFinish)
    const isElapsed = item.duration?.basis === 'elapsed'
    const minutes = isElapsed ? actualFinish - actualStart : working.between(actualStart, actualFinish)
    return { duration: Math.max(0, minutes), actualStart, actualFinish }
  }
  assumptions.push({
    field: 'start',
    source: 'finish',
    value: actualFinish,
    basis: 'Start: its tracker does not tell when it began; taken as its finish.',
  })
  return { duration: 0, actualStart: actualFinish, actualFinish }
}
