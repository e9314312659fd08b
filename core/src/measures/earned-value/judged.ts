import type { Figure } from '../figure.ts'

/** What a value says, held against a yardstick; empty where it is told alone. */
export type Judgement = Pick<Figure, 'yardstick' | 'judged' | 'action'>

/** A judgement that does not praise: against a plan that moves with the work, being in time says little. */
export function withoutPraise({ yardstick, judged, action }: Judgement): Judgement {
  return {
    ...(yardstick !== undefined && { yardstick }),
    ...(judged !== undefined && judged.light !== 'green' && { judged }),
    ...(action !== undefined && { action }),
  }
}

/** Where an index is good and where it is no longer tolerable; widely used limits, compared before rounding. */
const GOOD = 0.95
const TOLERABLE = 0.9

/** An index of cost or schedule: 1 is as planned. */
export function judgeIndex(value: number | undefined, of: 'cost' | 'schedule'): Judgement {
  const yardstick = `${GOOD} or more is good, less than ${TOLERABLE} is not.`
  if (value === undefined) return { yardstick }
  const light = value >= GOOD ? 'green' : value >= TOLERABLE ? 'amber' : 'red'
  const told = Math.floor(value * 1000) / 1000
  return {
    yardstick,
    judged: {
      light,
      because:
        of === 'cost'
          ? `For 1 that was spent, ${told} was earned.`
          : `Of 1 that was planned up to the day, ${told} was earned.`,
    },
    action:
      of === 'cost'
        ? 'Find the items that cost more than they were planned to, and settle with the sponsor: less scope, or more money.'
        : 'Find the items that are behind, and settle with the sponsor: less scope, more people, or another day.',
  }
}

/** Performance that the rest needs more than 0.10 above what was reached is not to be expected. */
const MOST_LEAP = 0.1

/** Whether the rest can be done within the budget. */
export function judgeCompletion(needed: number | undefined, reached: number | undefined): Judgement {
  const yardstick = `The rest needs a cost index of at most ${MOST_LEAP} above what was reached.`
  if (needed === undefined || reached === undefined) return { yardstick }
  const isOver = needed < 0
  const light = isOver || needed - reached > MOST_LEAP ? 'red' : 'green'
  const told = Math.ceil(needed * 1000) / 1000
  return {
    yardstick,
    judged: {
      light,
      because: isOver
        ? 'More than the whole budget is spent.'
        : `The rest needs a cost index of ${told} to keep the budget.`,
    },
    action: 'Ask the sponsor for a decision: less scope, or a new budget.',
  }
}
