import type { Money } from '@headless-pmo/sdk'
import { isOpen, type ItemFact } from './item-fact.ts'
import type { Look, Measure } from './measure.ts'

const day = (value: string | undefined): Look =>
  value === undefined ? {} : { brings: { type: 'day', day: value } }
const minutes = (value: number | undefined): Look =>
  value === undefined ? {} : { brings: { type: 'minutes', minutes: value } }
const money = (value: Money | undefined): Look =>
  value === undefined ? {} : { brings: { type: 'money', amounts: [value] } }
const counts = (fact: ItemFact): boolean => fact.category !== 'cancelled'
const works = (fact: ItemFact): boolean => counts(fact) && !fact.isMilestone

export const START: Measure = {
  id: 'start',
  title: 'Start',
  formula: 'Earliest day of all items that were not cancelled: actual start, else planned start.',
  fold: 'earliest',
  of: 'items with a start',
  complete: 'Plan a start for the items without one.',
  look: (fact) => (works(fact) ? day(fact.start) : undefined),
}

export const FINISH: Measure = {
  id: 'finish',
  title: 'Finish',
  formula:
    'Latest day of all items that were not cancelled: actual finish, else planned finish, else due day.',
  fold: 'latest',
  of: 'items with a finish',
  complete: 'Plan a finish or a due day for the items without one.',
  look: (fact) => (counts(fact) ? day(fact.finish) : undefined),
}

export const OVERDUE: Measure = {
  id: 'overdue',
  title: 'Overdue',
  formula: 'Number of open items whose planned finish or due day, whichever is first, lies before today.',
  fold: 'sum',
  of: 'open items with a due day or planned finish',
  complete: 'Give the open items without a day one.',
  none: { type: 'count', count: 0 },
  look(fact, { today }) {
    if (!isOpen(fact)) return undefined
    const { due, finish } = fact
    const promised = due === undefined || (finish !== undefined && finish < due) ? finish : due
    return promised === undefined ? {} : { brings: { type: 'count', count: promised < today ? 1 : 0 } }
  },
}

export const EFFORT_PLANNED: Measure = {
  id: 'effort-planned',
  title: 'Planned effort',
  formula:
    'Sum of the estimates of all items that were not cancelled, in minutes of work; summaries are left out.',
  fold: 'sum',
  of: 'items with an estimate',
  complete: 'Estimate the items without an estimate.',
  none: { type: 'minutes', minutes: 0 },
  look: (fact) => (works(fact) ? minutes(fact.estimate) : undefined),
}

export const EFFORT_SPENT: Measure = {
  id: 'effort-spent',
  title: 'Effort spent',
  formula: 'Sum of the booked work of all items that were started, in minutes.',
  fold: 'sum',
  of: 'started items with booked work',
  complete: 'Book the work of the items that were started.',
  none: { type: 'minutes', minutes: 0 },
  look: (fact) =>
    !fact.isMilestone && (fact.started || fact.category === 'done' || fact.spent !== undefined)
      ? minutes(fact.spent)
      : undefined,
}

export const EFFORT_REMAINING: Measure = {
  id: 'effort-remaining',
  title: 'Effort remaining',
  formula:
    'Sum over open items of the remaining work, else estimate less booked work (not below 0), in minutes.',
  fold: 'sum',
  of: 'open items with remaining work or an estimate',
  complete: 'Estimate the open items without an estimate.',
  none: { type: 'minutes', minutes: 0 },
  look: (fact) => (works(fact) && isOpen(fact) ? minutes(remainingOf(fact)) : undefined),
}

export const COST_PLANNED: Measure = {
  id: 'cost-planned',
  title: 'Planned cost',
  formula: 'Sum of the planned cost of all items that were not cancelled, by currency.',
  fold: 'sum',
  of: 'items with a planned cost',
  complete: 'Plan the cost of the items without one, or give their resources rates.',
  look: (fact) => (works(fact) ? money(fact.plannedCost) : undefined),
}

export const COST_ACTUAL: Measure = {
  id: 'cost-actual',
  title: 'Actual cost',
  formula: 'Sum of the actual cost of all items that were started, by currency.',
  fold: 'sum',
  of: 'started items with an actual cost',
  complete: 'Record the cost of the items that were started.',
  look: (fact) =>
    !fact.isMilestone && (fact.started || fact.category === 'done' || fact.actualCost !== undefined)
      ? money(fact.actualCost)
      : undefined,
}

/** Remaining work of an open item in minutes; undefined: nobody said. */
export function remainingOf({ remaining, estimate, spent = 0 }: ItemFact): number | undefined {
  if (remaining !== undefined) return remaining
  return estimate === undefined ? undefined : Math.max(0, estimate - spent)
}
