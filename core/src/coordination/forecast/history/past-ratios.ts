import type { NetworkNode, PortfolioNetwork } from '../../network/index.ts'
import { NODE_FLAGS } from '../../schedule/index.ts'

/** What a duration was taken from, as far as finished items can tell how good that is. */
export type Basis = 'estimate' | 'planned-dates' | 'points' | 'reference-class'

/** How many times their expected duration finished items took. */
export interface RatioClass {
  /** Ascending. */
  readonly ratios: readonly number[]
  /** Whose items they are: a project, else a container; absent: those of the whole portfolio. */
  readonly team?: string
  readonly basis: Basis
}

/** Most values of one class: more make no difference to a distribution. */
const MOST = 1000

/**
 * Distributions of actual ÷ expected durations of finished items, by team and by what the expectation rested on (reference class
 * forecasting, Flyvbjerg 2006). Items are added one by one, so that many of them can be looked at in turns.
 */
export class PastRatios {
  readonly #portfolio: PortfolioNetwork
  readonly #least: number
  readonly #values = new Map<string, number[]>()
  readonly #classes = new Map<string, RatioClass | undefined>()

  /** @param least how many finished items a class needs to say anything */
  constructor(portfolio: PortfolioNetwork, least: number) {
    this.#portfolio = portfolio
    this.#least = least
  }

  /** Looks at one node: what is not finished teaches nothing. */
  add(index: number): void {
    const { network, nodes, calendars } = this.#portfolio
    const node = nodes[index]
    const [start, finish] = [network.actualStart[index], network.actualFinish[index]]
    if (node === undefined || start === undefined || finish === undefined) return
    const done = ((network.flags[index] ?? 0) & NODE_FLAGS.done) !== 0
    const inactive = ((network.flags[index] ?? 0) & NODE_FLAGS.inactive) !== 0
    // Plans replace what was planned by what happened: they would teach that everything takes as long as planned.
    if (node.kind !== 'workItem' || node.scheduling !== 'tracker' || !done || inactive) return
    const calendar = calendars[network.calendar[index] ?? 0]
    // A tracker that does not tell since when something was worked on leaves no time between the two.
    const actual = calendar?.between(start, finish) ?? Number.NaN
    const team = teamOf(node)
    const take = (basis: Basis, value: number, type = ''): void => {
      if (!(value > 0 && Number.isFinite(value))) return
      for (const whose of [team, '']) this.#list(`${whose}\n${basis}\n${type}`).push(value)
    }
    take('reference-class', actual, node.type ?? 'other')
    // Booked work tells best how good an estimate of work was; without it, how long it took.
    const { planned, spent } = node.work ?? {}
    if (planned !== undefined) take('estimate', (spent !== undefined && spent > 0 ? spent : actual) / planned)
    if (node.points !== undefined) take('points', actual / node.points)
    const { start: from, finish: until } = node.stated
    if (from !== undefined && until !== undefined)
      take('planned-dates', actual / (calendar?.between(from, until) ?? Number.NaN))
  }

  /** The class of an item's team, else that of the portfolio; undefined where too few were finished. */
  classOf(node: NetworkNode, basis: Basis): RatioClass | undefined {
    const type = basis === 'reference-class' ? (node.type ?? 'other') : ''
    const team = teamOf(node)
    return this.#class(team, basis, type) ?? this.#class('', basis, type)
  }

  #class(team: string, basis: Basis, type: string): RatioClass | undefined {
    const key = `${team}\n${basis}\n${type}`
    if (this.#classes.has(key)) return this.#classes.get(key)
    const values = this.#values.get(key) ?? []
    const found =
      values.length < this.#least
        ? undefined
        : { ratios: ratiosOf(values, basis), basis, ...(team !== '' && { team }) }
    this.#classes.set(key, found)
    return found
  }

  #list(key: string): number[] {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const made: number[] = []
    this.#values.set(key, made)
    return made
  }
}

/** Whose finished items count for an item. */
export function teamOf({ project, connection, container }: NetworkNode): string {
  return project ?? `${connection}/${container ?? ''}`
}

/** Durations and minutes a point become ratios by their median, which is what the schedule takes for them. */
function ratiosOf(values: readonly number[], basis: Basis): number[] {
  const sorted = Float64Array.from(values).toSorted()
  const unit = basis === 'reference-class' || basis === 'points' ? quantileOf(sorted, 0.5) : 1
  const count = Math.min(MOST, sorted.length)
  return Array.from({ length: count }, (_, at) => quantileOf(sorted, (at + 0.5) / count) / unit)
}

/** A quantile of ascending values, on a line between the two nearest (Hazen). */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const last = sorted.length - 1
  const place = Math.min(last, Math.max(0, share * sorted.length - 0.5))
  const low = sorted[Math.floor(place)] ?? Number.NaN
  return low + (place - Math.floor(place)) * ((sorted[Math.min(last, Math.floor(place) + 1)] ?? low) - low)
}
