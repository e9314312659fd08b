import type { GovernanceFact } from '@headless-pmo/sdk'
import { ZERO, minus, plus, sum, type Exact } from './decimal.ts'

/** Money of a line in a period. */
export type BudgetLine = GovernanceFact['budget'][number]

/** What one currency of a budget comes to. */
export interface Spending {
  readonly currency: string
  readonly planned: Exact
  readonly spent: Exact
  /** What was spent beyond the plan; negative: less. */
  readonly over: Exact
  readonly lines: readonly BudgetLine[]
}

/** Spending, or why it is not known. */
export type Known = { readonly known: true; readonly spending: Spending; readonly assumed: number } | Unknown
interface Unknown {
  readonly known: false
  readonly currency: string
  readonly lines: readonly BudgetLine[]
  readonly why: string
}

/** Lines of each currency: amounts of different ones are never added. */
export function byCurrency(budget: readonly BudgetLine[]): readonly [string, readonly BudgetLine[]][] {
  return [...Map.groupBy(budget, ({ planned }) => planned.currency)]
}

/** Earlier periods first; the order of a register means nothing. Each line is read once, however many there are. */
function inOrder(lines: readonly BudgetLine[]): readonly BudgetLine[] {
  return lines
    .map((entry) => ({ entry, key: [entry.until, entry.line, entry.id].join('\n') }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ entry }) => entry)
}

/** A line whose money is in several currencies cannot be compared with its own plan. */
function mixed(lines: readonly BudgetLine[]): BudgetLine | undefined {
  const [first] = inOrder(
    lines.filter(({ planned, actual, forecast }) =>
      [actual, forecast].some((money) => money !== undefined && money.currency !== planned.currency),
    ),
  )
  return first
}

function spending(currency: string, lines: readonly BudgetLine[], spent: Exact): Spending {
  const planned = sum(lines.map((line) => line.planned))
  return { currency, planned, spent, over: minus(spent, planned), lines }
}

/** Plan and spending of the periods that are over. */
export function toDate(currency: string, lines: readonly BudgetLine[], today: string): Known | undefined {
  const over = lines.filter(({ until }) => until < today)
  if (over.length === 0) return undefined
  const strange = mixed(over)
  if (strange !== undefined) return otherCurrency(currency, strange)
  const untold = inOrder(over.filter(({ actual }) => actual === undefined))
  const [first] = untold
  if (first !== undefined)
    return {
      known: false,
      currency,
      lines: untold,
      why: `What was spent is not told for ${untold.length} of ${over.length} periods that are over, first ${first.line} until ${first.until}.`,
    }
  const spent = sum(over.flatMap(({ actual }) => actual ?? []))
  return { known: true, spending: spending(currency, over, spent), assumed: 0 }
}

/**
 * Plan and expected spending of all periods: what was spent in those that are over, what is forecast for the others; one
 * without a forecast counts as it was planned, unless none of them has any.
 */
export function atCompletion(currency: string, lines: readonly BudgetLine[], today: string): Known {
  const strange = mixed(lines)
  if (strange !== undefined) return otherCurrency(currency, strange)
  const before = toDate(currency, lines, today)
  if (before?.known === false) return before
  const coming = lines.filter(({ until }) => until >= today)
  const untold = inOrder(coming.filter(({ forecast }) => forecast === undefined))
  if (coming.length > 0 && untold.length === coming.length)
    return {
      known: false,
      currency,
      lines: untold,
      why: `No forecast is told for any of the ${coming.length} periods to come.`,
    }
  const expected = sum(coming.map(({ forecast, planned }) => forecast ?? planned))
  const spent = plus(before === undefined ? ZERO : before.spending.spent, expected)
  return { known: true, spending: spending(currency, lines, spent), assumed: untold.length }
}

function otherCurrency(currency: string, line: BudgetLine): Unknown {
  const why = `${line.line} until ${line.until} is planned in ${currency} and told in another currency; without a dated rate they are not compared.`
  return { known: false, currency, lines: [line], why }
}
