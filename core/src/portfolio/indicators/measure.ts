import { compareMoney, sumMoney } from './money.ts'
import type { EvidenceRow, IndicatorValue } from './indicator.ts'
import { isOpen, type ItemFact } from './item-fact.ts'

/** What an item says to a measure; undefined: the measure does not ask it. Without `brings` it should say something and does not. */
export type Look = { readonly brings?: IndicatorValue; readonly weight?: number } | undefined

/** When and how items are looked at. */
export interface LookContext {
  /** Calendar day, YYYY-MM-DD. */
  readonly today: string
  /** Declared weights of milestones, by key or connection/ref. */
  readonly weights: Readonly<Record<string, number>>
}

/** How rows become a value: the first or last day, the sum, or the mean of shares by their weights. */
export type Fold = 'earliest' | 'latest' | 'sum' | 'mean'

/** A figure over the items of a project. */
export interface Measure {
  readonly id: string
  readonly title: string
  /** How it is computed, in words. */
  readonly formula: string
  readonly fold: Fold
  /** What coverage counts, in the plural, e.g. "open items with an estimate". */
  readonly of: string
  /** What to do where items say nothing. */
  readonly complete: string
  /** The value where there are items, and none of them is asked: nothing open is nothing overdue. */
  readonly none?: IndicatorValue
  /** What it takes for granted. */
  readonly assumptions?: readonly string[]
  look(fact: ItemFact, context: LookContext): Look
}

/** Rows that an indicator shows: those that matter most for its value, then some that say nothing. */
const MOST_TELLING = 15
const MOST_SILENT = 5

/** What a measure has seen so far. Takes items one at a time, and holds no more than it shows. */
export class Tally {
  readonly measure: Measure
  readonly #context: LookContext
  readonly #telling: EvidenceRow[] = []
  readonly #silent: EvidenceRow[] = []
  #value: IndicatorValue | undefined
  #weight = 0
  known = 0
  needed = 0
  /** Items that are not finished, and how many of them say something. */
  #open = 0
  #openKnown = 0

  constructor(measure: Measure, context: LookContext) {
    this.measure = measure
    this.#context = context
  }

  add(fact: ItemFact): void {
    const look = lookOf(this.measure, fact, this.#context)
    if (look === undefined) return
    this.needed += 1
    const unfinished = fact.undecided !== true && isOpen(fact)
    if (unfinished) this.#open += 1
    if (look.brings === undefined) {
      if (this.#silent.length < MOST_SILENT) this.#silent.push(rowOf(fact, look))
      return
    }
    this.known += 1
    if (unfinished) this.#openKnown += 1
    this.#fold(look.brings, look.weight ?? 1)
    // Most items of a large project are not among the rows that it shows: none is made for them.
    if (isTelling(this.#telling, look, this.measure.fold))
      keepTelling(this.#telling, rowOf(fact, look), this.measure.fold)
  }

  /**
   * What the items say together. Where finished items alone say something, a latest day or a mean share would tell of the past what is
   * asked of the whole: it is unknown.
   */
  get value(): IndicatorValue | undefined {
    const { fold } = this.measure
    if ((fold === 'latest' || fold === 'mean') && this.#open > 0 && this.#openKnown === 0) return undefined
    if (this.#value?.type !== 'share') return this.#value
    return this.#weight === 0 ? undefined : { type: 'share', share: this.#value.share / this.#weight }
  }

  /** The rows that matter most, then some that say nothing. */
  get rows(): readonly EvidenceRow[] {
    return [...this.#telling, ...this.#silent]
  }

  #fold(next: IndicatorValue, weight: number): void {
    this.#weight += weight
    this.#value = folded(this.measure.fold, this.#value, next, weight)
  }
}

/** The row of an item in a measure; undefined: the measure does not ask it. */
export function evidenceOf(measure: Measure, fact: ItemFact, context: LookContext): EvidenceRow | undefined {
  const look = lookOf(measure, fact, context)
  return look === undefined ? undefined : rowOf(fact, look)
}

function lookOf(measure: Measure, fact: ItemFact, context: LookContext): Look {
  return fact.undecided === true ? {} : measure.look(fact, context)
}

function rowOf({ kind, connection, ref, key, title }: ItemFact, look: NonNullable<Look>): EvidenceRow {
  return { of: { kind, connection, ref, ...(key !== undefined && { key }) }, title, ...look }
}

function folded(
  fold: Fold,
  value: IndicatorValue | undefined,
  next: IndicatorValue,
  weight: number,
): IndicatorValue {
  if (next.type === 'share') {
    const before = value?.type === 'share' ? value.share : 0
    return { type: 'share', share: before + next.share * weight }
  }
  if (value === undefined) return next
  if (value.type === 'day' && next.type === 'day') {
    const earlier = next.day < value.day
    return earlier === (fold === 'earliest') ? next : value
  }
  if (value.type === 'minutes' && next.type === 'minutes') {
    return { type: 'minutes', minutes: value.minutes + next.minutes }
  }
  if (value.type === 'count' && next.type === 'count')
    return { type: 'count', count: value.count + next.count }
  if (value.type === 'money' && next.type === 'money') {
    return { type: 'money', amounts: sumMoney([...value.amounts, ...next.amounts]) }
  }
  return value
}

/** Whether one matters more than the last of the rows that are kept. */
function isTelling(rows: readonly EvidenceRow[], look: NonNullable<Look>, fold: Fold): boolean {
  const last = rows.length < MOST_TELLING ? undefined : rows.at(-1)
  return last === undefined || compareRows(last, look, fold) > 0
}

/** Keeps the rows in the order of how much they matter, the most first. */
function keepTelling(rows: EvidenceRow[], row: EvidenceRow, fold: Fold): void {
  const at = rows.findIndex((other) => compareRows(other, row, fold) > 0)
  rows.splice(at === -1 ? rows.length : at, 0, row)
  if (rows.length > MOST_TELLING) rows.pop()
}

/** Below 0: `a` matters more. */
function compareRows(a: NonNullable<Look>, b: NonNullable<Look>, fold: Fold): number {
  const [left, right] = [a.brings, b.brings]
  if (left?.type === 'day' && right?.type === 'day') {
    const order = left.day < right.day ? -1 : Number(left.day > right.day)
    return fold === 'earliest' ? order : -order
  }
  if (left?.type === 'money' && right?.type === 'money') {
    const [one, other] = [left.amounts[0], right.amounts[0]]
    if (one === undefined || other === undefined) return 0
    return one.currency === other.currency
      ? -compareMoney(one, other)
      : one.currency < other.currency
        ? -1
        : 1
  }
  // The heavier half-done one holds a mean back the most.
  const size = ({ brings, weight = 1 }: NonNullable<Look>): number => {
    if (brings?.type === 'minutes') return brings.minutes
    if (brings?.type === 'count') return brings.count
    return brings?.type === 'share' ? weight * (1 - brings.share) : 0
  }
  return size(b) - size(a)
}
