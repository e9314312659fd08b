import type { ProgressMeasure } from '../../config/index.ts'
import { isOpen, type ItemFact } from './item-fact.ts'
import { remainingOf } from './item-measures.ts'
import type { Look, Measure } from './measure.ts'

/** An open item is never quite done, whatever was spent or said: else it stays at 99 % for ever and counts as 100 %. */
const MOST_OPEN = 0.99
const MS_A_DAY = 86_400_000

const share = (value: number, weight: number): Look =>
  weight > 0 ? { brings: { type: 'share', share: value }, weight } : undefined
const open = (value: number): number => Math.min(MOST_OPEN, Math.max(0, value))
const works = (fact: ItemFact): boolean => fact.category !== 'cancelled' && !fact.isMilestone

const base = { id: 'progress', title: 'Progress', fold: 'mean' } as const
const ALIKE = 'Every item weighs the same.'

/**
 * Progress by the method that a project declares, in rising quality: what people say, remaining duration, effort spent, earned value,
 * weighted milestones. An item that was cancelled counts for nothing.
 */
export const PROGRESS_BY_METHOD: Readonly<Record<ProgressMeasure['method'], Measure>> = {
  stated: {
    ...base,
    formula:
      'Mean of what people state of each item: done is 100 %, not begun 0 %, else the percentage entered (at most 99 %).',
    of: 'items whose progress is stated',
    complete: 'Enter a percentage for the items in progress.',
    assumptions: [ALIKE],
    look(fact) {
      if (!works(fact)) return undefined
      if (!isOpen(fact)) return share(1, 1)
      if (fact.percent !== undefined) return share(open(fact.percent / 100), 1)
      return fact.started ? {} : share(0, 1)
    },
  },
  remaining_duration: {
    ...base,
    formula:
      'Duration that is over ÷ whole duration, in calendar days from start to finish of each item; an open one counts at most 99 %.',
    of: 'items with a start and a finish',
    complete: 'Plan a start and a finish for the items without them.',
    look(fact, { today }) {
      if (!works(fact)) return undefined
      const { start, finish } = fact
      if (start === undefined || finish === undefined || finish < start) return {}
      const days = daysBetween(start, finish) + 1
      if (!isOpen(fact)) return share(1, days)
      if (!fact.started) return share(0, days)
      return share(open(daysBetween(start, today) / days), days)
    },
  },
  effort_spent: {
    ...base,
    formula:
      'Booked work ÷ (booked + remaining work); an open item counts at most 99 %, whatever was booked.',
    of: 'items with booked and remaining work',
    complete: 'Estimate the items without an estimate, and book the work of those in progress.',
    look(fact) {
      if (!works(fact)) return undefined
      if (!isOpen(fact)) {
        const whole = fact.spent ?? fact.estimate
        return whole === undefined ? {} : share(1, whole)
      }
      const remaining = remainingOf(fact)
      if (remaining === undefined || (fact.started && fact.spent === undefined)) return {}
      const spent = fact.spent ?? 0
      const whole = spent + remaining
      return share(whole === 0 ? 0 : open(spent / whole), whole)
    },
  },
  earned_value: {
    ...base,
    formula:
      'Planned effort of what is done ÷ planned effort of everything; an open item earns the percentage stated of it (at most 99 %), else nothing.',
    of: 'items with an estimate',
    complete: 'Estimate the items without an estimate.',
    look(fact) {
      if (!works(fact)) return undefined
      if (fact.estimate === undefined) return {}
      if (!isOpen(fact)) return share(1, fact.estimate)
      return share(open((fact.percent ?? 0) / 100), fact.estimate)
    },
  },
  weighted_milestones: {
    ...base,
    formula:
      'Weights of the milestones that are reached ÷ weights of all; one that is not reached counts nothing.',
    of: 'milestones',
    complete: 'Put milestones into the plan.',
    look(fact, { weights }) {
      if (!fact.isMilestone || fact.category === 'cancelled') return undefined
      const weight = weights[fact.key ?? ''] ?? weights[`${fact.connection}/${fact.ref}`] ?? 1
      return share(isOpen(fact) ? 0 : 1, weight)
    },
  },
}

/** Where no method is declared: items that are done. */
export const PROGRESS_UNDECLARED: Measure = {
  ...base,
  formula: 'Items that are done ÷ all items that were not cancelled; one that is not done counts nothing.',
  of: 'items',
  complete: 'Connect a source that holds the work of the project.',
  assumptions: ['No method is declared; finished items are counted.', ALIKE],
  look: (fact) => (works(fact) ? share(isOpen(fact) ? 0 : 1, 1) : undefined),
}

/** The measure that a project's declaration stands for. */
export function progressMeasure(declared: ProgressMeasure | undefined): Measure {
  if (declared === undefined) return PROGRESS_UNDECLARED
  const measure = PROGRESS_BY_METHOD[declared.method]
  const equal = declared.method === 'weighted_milestones' && declared.weights === undefined
  return equal
    ? { ...measure, assumptions: ['No weights are declared; every milestone weighs the same.'] }
    : measure
}

/** Calendar days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_A_DAY)
}
