import type { Money } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { IndicatorInput } from './indicator.ts'
import { compareMoney } from './money.ts'
import { daysBetween } from './progress-measures.ts'

/** What a value says, held against what was agreed; empty where nothing was. */
export type Judgement = Partial<
  Pick<IndicatorInput, 'value' | 'yardstick' | 'judged' | 'action' | 'assumptions'>
>

/** Share of the open items that may be overdue before it is red; a few are amber. */
const RED_OVERDUE = 0.1

const days = (count: number): string => `${count} day${count === 1 ? '' : 's'}`
const openItems = (count: number): string => `${count} item${count === 1 ? ' is' : 's are'} open`
/** What a finish or start rests on is said with it: the schedule may compute another from the same items. */
const BY_ITEMS = 'By the days that items name'

/** Starting later than agreed is amber: the finish says whether it hurts. */
export function judgeStart(
  { committedStart }: Pick<ProjectDefinition, 'committedStart'>,
  start: string | undefined,
  { today }: { readonly today: string },
): Judgement {
  if (committedStart === undefined) return {}
  const yardstick = `It was agreed to start on ${committedStart}.`
  if (start === undefined) {
    const late = committedStart < today
    return late
      ? {
          yardstick,
          judged: {
            light: 'amber',
            because: `No item says that it has begun; it was agreed to start on ${committedStart}.`,
          },
        }
      : { yardstick }
  }
  const late = daysBetween(committedStart, start)
  return {
    yardstick,
    judged:
      late > 0
        ? { light: 'amber', because: `${BY_ITEMS}, its start is ${start}, ${days(late)} later than agreed.` }
        : { light: 'green', because: `${BY_ITEMS}, its start is ${start}, as agreed.` },
    action: 'Settle with the sponsor whether the finish still holds.',
  }
}

/** Finishing later than agreed is red; so is a day that has passed while items are open. */
export function judgeFinish(
  { committedFinish }: Pick<ProjectDefinition, 'committedFinish'>,
  finish: string | undefined,
  { today, open }: { readonly today: string; readonly open: number },
): Judgement {
  if (committedFinish === undefined) return {}
  const yardstick = `It was agreed to finish by ${committedFinish}.`
  const action = 'Settle with the sponsor: less scope, more people, or another day; then keep a new baseline.'
  if (committedFinish < today && open > 0) {
    return {
      yardstick,
      action,
      judged: { light: 'red', because: `${openItems(open)} after the agreed day ${committedFinish}.` },
    }
  }
  if (finish === undefined) return { yardstick }
  const late = daysBetween(committedFinish, finish)
  if (late > 0) {
    const because = `${BY_ITEMS}, ${finishes(finish, open)}, ${days(late)} later than agreed.`
    return { yardstick, action, judged: { light: 'red', because } }
  }
  if (finish < today && open > 0) {
    const because = `The last day that any item names, ${finish}, has passed, and ${openItems(open)}.`
    return {
      yardstick,
      judged: { light: 'amber', because },
      action: 'Plan the open items anew.',
    }
  }
  return {
    yardstick,
    judged: { light: 'green', because: `${BY_ITEMS}, ${finishes(finish, open)}, as agreed.` },
  }
}

const finishes = (finish: string, open: number): string =>
  open > 0 ? `it finishes on ${finish}` : `it finished on ${finish}`

/** @param count overdue items; @param open open items whose day is asked for */
export function judgeOverdue(count: number | undefined, open: number): Judgement {
  const yardstick = `No open item is past its day; more than ${RED_OVERDUE * 100} % of them is red.`
  if (count === undefined) return { yardstick }
  const because =
    open === 0
      ? 'No item is open.'
      : `${count} of ${open} open items ${count === 1 ? 'is past its' : 'are past their'} day.`
  return {
    yardstick,
    judged: { light: count === 0 ? 'green' : count / open > RED_OVERDUE ? 'red' : 'amber', because },
    action: 'Finish the overdue items, or agree on another day for each.',
  }
}

/** Cost against budget, in one currency at a time. */
export function judgeBudget(
  kind: 'planned' | 'actual',
  cost: readonly Money[],
  budget: readonly Money[],
): Judgement {
  if (budget.length === 0) return {}
  const yardstick = `The budget is ${moneyText(budget)}.`
  const unmatched = cost.filter(({ currency }) => !budget.some((line) => line.currency === currency))
  const over = cost.filter((money) => {
    const line = budget.find(({ currency }) => currency === money.currency)
    return line !== undefined && compareMoney(money, line) > 0
  })
  const noun = kind === 'actual' ? 'What was spent' : 'What is planned'
  if (over.length > 0) {
    return {
      yardstick,
      judged: {
        light: kind === 'actual' ? 'red' : 'amber',
        because: `${noun}, ${moneyText(over)}, is above the budget.`,
      },
      action: 'Ask the sponsor for a decision: less scope, or more money.',
    }
  }
  if (unmatched.length > 0) {
    return {
      yardstick,
      assumptions: [
        `${moneyText(unmatched)} cannot be held against the budget: there is none in that currency, and no rate.`,
      ],
    }
  }
  return {
    yardstick,
    judged: { light: 'green', because: `${noun}, ${moneyText(cost)}, is within the budget.` },
  }
}

/** What a cost that nothing tells would be held against. */
export function unknownCost(budget: readonly Money[]): Judgement {
  return budget.length === 0 ? {} : { yardstick: `The budget is ${moneyText(budget)}.` }
}

/** The finish now against that of a baseline; later is amber. */
export function judgeSlip(
  baseline: { readonly number: number; readonly name: string },
  told: { readonly finish: string; readonly now: string } | undefined,
): Judgement {
  const yardstick = `Baseline ${baseline.number}, ${baseline.name}.`
  if (told === undefined) return { yardstick }
  const slip = daysBetween(told.finish, told.now)
  return {
    value: { type: 'days', days: slip },
    yardstick: `Baseline ${baseline.number}, ${baseline.name}: finish on ${told.finish}.`,
    judged:
      slip > 0
        ? { light: 'amber', because: `${BY_ITEMS}, the finish has moved by ${days(slip)} to ${told.now}.` }
        : {
            light: 'green',
            because: `${BY_ITEMS}, the finish is ${told.now}, not later than in the baseline.`,
          },
    action:
      'See what moved (compare with the baseline), and decide whether to catch up or to keep a new baseline.',
  }
}

/** `120.50 EUR + 3 CHF`. */
export function moneyText(amounts: readonly Money[]): string {
  return amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ')
}
