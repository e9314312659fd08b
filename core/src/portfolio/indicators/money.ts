import type { Money } from '@headless-pmo/sdk'

/** A decimal number without loss: `digits` ÷ 10^`scale`. */
interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

function parse(amount: string): Decimal {
  const [whole = '0', fraction = ''] = amount.split('.')
  return { digits: BigInt(whole + fraction), scale: fraction.length }
}

function format({ digits, scale }: Decimal): string {
  const negative = digits < 0n
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = scale === 0 ? text : text.slice(0, -scale)
  const fraction = scale === 0 ? '' : text.slice(-scale).replace(/0+$/, '')
  const shown = fraction === '' ? whole : `${whole}.${fraction.padEnd(2, '0')}`
  return negative && digits !== 0n ? `-${shown}` : shown
}

function rescale({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale)
}

function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: rescale(a, scale) + rescale(b, scale), scale }
}

/** Adds amounts of each currency, without loss; currencies are never added to each other (law 8). By currency. */
export function sumMoney(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, Decimal>()
  for (const { amount, currency } of amounts) {
    const value = parse(amount)
    const sum = sums.get(currency)
    sums.set(currency, sum === undefined ? value : add(sum, value))
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => ({ amount: format(sum), currency }))
}

/** Compares two amounts of one currency: below 0, 0, or above. */
export function compareMoney(a: Money, b: Money): number {
  const [left, right] = [parse(a.amount), parse(b.amount)]
  const scale = Math.max(left.scale, right.scale)
  const difference = rescale(left, scale) - rescale(right, scale)
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** An amount with the sign turned. */
export function negated({ amount, currency }: Money): Money {
  const { digits, scale } = parse(amount)
  return { amount: format({ digits: -digits, scale }), currency }
}

/** A dated rate of exchange into the currency that figures are told in. */
export interface Rate {
  readonly currency: string
  /** One unit of `currency` in the target currency, decimal. */
  readonly rate: string
  /** First day on which it counts, YYYY-MM-DD. */
  readonly from: string
  readonly source?: string
}

/** Amounts told in one currency as far as dated rates go. */
export interface Converted {
  /** The sum of what could be told in the target currency, and what could not, each in its own. */
  readonly amounts: readonly Money[]
  /** Every rate that was used, as a sentence. */
  readonly assumptions: readonly string[]
  /** Currencies without a rate on that day. */
  readonly without: readonly string[]
}

/**
 * Tells amounts in one currency by the rates that count on a day; an amount without a rate stays beside, in its own currency, so that
 * nothing is added that cannot be. The result is rounded to cents, half away from zero.
 */
export function convertMoney(
  amounts: Iterable<Money>,
  target: { readonly currency: string; readonly rates: readonly Rate[]; readonly day: string },
): Converted {
  const assumptions: string[] = []
  const without: string[] = []
  const converted = sumMoney(amounts).map((money) => {
    if (money.currency === target.currency) return money
    const rate = target.rates
      .filter(({ currency, from }) => currency === money.currency && from <= target.day)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .at(-1)
    if (rate === undefined) {
      without.push(money.currency)
      return money
    }
    const told = rate.source === undefined ? '' : ` (${rate.source})`
    assumptions.push(`1 ${rate.currency} is ${rate.rate} ${target.currency} since ${rate.from}${told}.`)
    return {
      amount: format(toCents(times(parse(money.amount), parse(rate.rate)))),
      currency: target.currency,
    }
  })
  return { amounts: sumMoney(converted), assumptions, without }
}

function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

function toCents(value: Decimal): Decimal {
  if (value.scale <= 2) return value
  const unit = 10n ** BigInt(value.scale - 2)
  const half = value.digits < 0n ? -unit / 2n : unit / 2n
  return { digits: (value.digits + half) / unit, scale: 2 }
}
