import type { Money } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import { convertMoney, type BaselineRow, type ItemFact, type Rate } from '../../portfolio/index.ts'

/** What value is counted in. `items`: every item weighs the same, because nothing tells more of them. */
export type ValueUnit =
  | { readonly kind: 'money'; readonly currency: string; readonly rate?: number }
  | { readonly kind: 'minutes' }
  | { readonly kind: 'points' }
  | { readonly kind: 'items' }

/** Dated rates into one currency. */
export interface CurrencyRates {
  readonly currency: string
  readonly rates: readonly Rate[]
}

/** What an item or a row of a baseline says of its size. */
export type Sized = Pick<ItemFact, 'plannedCost' | 'actualCost' | 'estimate' | 'spent' | 'points'>

/** Something tells how big it is. */
export function hasSize({ plannedCost, estimate, points }: Sized): boolean {
  return plannedCost !== undefined || estimate !== undefined || points !== undefined
}

/** A row of a baseline as an item says the same. */
export function rowSize({ cost, work, points }: BaselineRow): Sized {
  return {
    ...(cost !== undefined && { plannedCost: cost }),
    ...(work !== undefined && { estimate: work }),
    ...(points !== undefined && { points }),
  }
}

/**
 * The best that is known: money where a tracker plans cost or an hourly rate is declared, else work, else points, else the number of
 * items.
 */
export function valueUnit(
  sizes: readonly Sized[],
  { progress }: Pick<ProjectDefinition, 'progress'>,
  rates: CurrencyRates | undefined,
): ValueUnit {
  const currencies = sizes.flatMap(({ plannedCost }) => plannedCost?.currency ?? [])
  const [first] = currencies
  if (first !== undefined) return { kind: 'money', currency: rates?.currency ?? first }
  const hasWork = sizes.some(({ estimate }) => estimate !== undefined)
  if (hasWork && progress?.rate !== undefined) {
    const { amount, currency } = progress.rate
    return { kind: 'money', currency, rate: Number(amount) }
  }
  if (hasWork) return { kind: 'minutes' }
  if (sizes.some(({ points }) => points !== undefined)) return { kind: 'points' }
  return { kind: 'items' }
}

const MINUTES_AN_HOUR = 60

/** An amount of money in the currency of the unit; undefined: there is no rate for that day. */
export function inCurrency(
  money: Money,
  currency: string,
  { rates, day }: { readonly rates: CurrencyRates | undefined; readonly day: string },
): number | undefined {
  if (money.currency === currency) return Number(money.amount)
  if (rates?.currency !== currency) return undefined
  const { amounts, without } = convertMoney([money], { currency, rates: rates.rates, day })
  return without.length > 0 ? undefined : Number(amounts[0]?.amount ?? 0)
}

/** Budget of an item in the unit; undefined: nobody said. */
export function budgetOf(
  size: Sized,
  unit: ValueUnit,
  at: { readonly rates: CurrencyRates | undefined; readonly day: string },
): number | undefined {
  switch (unit.kind) {
    case 'money':
      if (unit.rate !== undefined)
        return size.estimate === undefined ? undefined : (size.estimate / MINUTES_AN_HOUR) * unit.rate
      return size.plannedCost === undefined ? undefined : inCurrency(size.plannedCost, unit.currency, at)
    case 'minutes':
      return size.estimate
    case 'points':
      return size.points
    case 'items':
      return 1
    default:
      return unit satisfies never
  }
}

/** What an item has cost in the unit; undefined: nobody said, or points and items cost nothing that is known. */
export function costOf(
  size: Sized,
  unit: ValueUnit,
  at: { readonly rates: CurrencyRates | undefined; readonly day: string },
): number | undefined {
  switch (unit.kind) {
    case 'money':
      if (unit.rate !== undefined)
        return size.spent === undefined ? undefined : (size.spent / MINUTES_AN_HOUR) * unit.rate
      return size.actualCost === undefined ? undefined : inCurrency(size.actualCost, unit.currency, at)
    case 'minutes':
      return size.spent
    case 'points':
    case 'items':
      return undefined
    default:
      return unit satisfies never
  }
}

/**
 * What the rest of an item will cost in the unit, by its own remaining work; undefined: nobody said. Trackers tell no remaining
 * money, so that money that is planned, and not made of work, has none.
 */
export function leftOf(remaining: number | undefined, unit: ValueUnit): number | undefined {
  if (remaining === undefined) return undefined
  if (unit.kind === 'minutes') return remaining
  return unit.kind === 'money' && unit.rate !== undefined
    ? (remaining / MINUTES_AN_HOUR) * unit.rate
    : undefined
}
