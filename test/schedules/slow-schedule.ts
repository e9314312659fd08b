import {
  CONSTRAINTS,
  LAG_KINDS,
  LINK_TYPES,
  NODE_FLAGS,
  type Network,
} from '../../core/src/coordination/schedule/index.ts'
import type { SpanCalendar } from './span-calendar.ts'

/** The six values of each node that is no summary; NaN for the others. */
export interface SlowSchedule {
  readonly earlyStart: number[]
  readonly earlyFinish: number[]
  readonly lateStart: number[]
  readonly lateFinish: number[]
  readonly totalFloat: number[]
  readonly freeFloat: number[]
}

/** A link between two nodes that are no summaries, with how it came about. */
interface LeafLink {
  readonly link: number
  readonly from: readonly number[]
  readonly to: number
}

/**
 * A second, slow and obvious engine to judge the fast one by: it applies the rules to all nodes again and again
 * until nothing changes, with calendars that are lists of spans. For small networks without rings and without
 * progress.
 */
export class SlowScheduler {
  readonly #network: Network
  readonly #calendars: readonly SpanCalendar[]
  readonly #leaves: readonly number[]
  readonly #links: readonly LeafLink[]
  readonly #es: number[]
  readonly #ef: number[]
  readonly #ls: number[]
  readonly #lf: number[]
  /** Working minutes by which a constraint holds a node earlier than its links ask for. */
  readonly #lacking: number[]

  constructor(network: Network, calendars: readonly SpanCalendar[]) {
    this.#network = network
    this.#calendars = calendars
    const all = Array.from({ length: network.size }, (_, node) => node)
    const summaries = new Set(network.parent)
    this.#leaves = all.filter((node) => !summaries.has(node))
    const below = (node: number): number[] => {
      const children = all.filter((child) => network.parent[child] === node)
      return children.length === 0 ? [node] : children.flatMap(below)
    }
    this.#links = Array.from({ length: network.linkCount }, (_, link) => link).flatMap((link) =>
      below(network.to[link] ?? -1).map((to) => ({ link, from: below(network.from[link] ?? -1), to })),
    )
    const none = (): number[] => Array.from({ length: network.size }, () => NaN)
    ;[this.#es, this.#ef, this.#ls, this.#lf, this.#lacking] = [none(), none(), none(), none(), none()]
  }

  run(): SlowSchedule {
    this.#settle(() => this.#leaves.forEach((node) => this.#forward(node)))
    this.#settle(() => this.#leaves.forEach((node) => this.#backward(node)))
    const floats = Array.from(
      { length: this.#network.size },
      (_, node) =>
        this.#calendar(node).between(at(this.#ef, node), at(this.#lf, node)) - at(this.#lacking, node),
    )
    return {
      earlyStart: this.#es,
      earlyFinish: this.#ef,
      lateStart: this.#ls,
      lateFinish: this.#lf,
      totalFloat: floats,
      freeFloat: floats.map((total, node) => this.#freeFloat(node, total)),
    }
  }

  #settle(round: () => void): void {
    for (let before = ''; ;) {
      round()
      const now = JSON.stringify([this.#es, this.#ef, this.#ls, this.#lf])
      if (now === before) return
      before = now
    }
  }

  #calendar(node: number): SpanCalendar {
    const calendar = this.#calendars[at(this.#network.calendar, node)]
    if (calendar === undefined) throw new Error('No such calendar')
    return calendar
  }

  #forward(node: number): void {
    const network = this.#network
    const calendar = this.#calendar(node)
    const duration = at(network.duration, node)
    const backBy = (finish: number): number => calendar.move(finish, -duration)
    const starts = [at(network.projectStart, at(network.project, node)), at(network.noEarlierThan, node)]
    for (const { link, from, to } of this.#links) {
      if (to !== node) continue
      const ofFinish = isOneOf(at(network.type, link), LINK_TYPES.FS, LINK_TYPES.FF)
      const times = from.map((one) => at(ofFinish ? this.#ef : this.#es, one))
      const time = this.#lagged(link, ofFinish ? Math.max(...times) : Math.min(...times), 1)
      starts.push(isOneOf(at(network.type, link), LINK_TYPES.FS, LINK_TYPES.SS) ? time : backBy(time))
    }
    let start = Math.max(...starts.filter((time) => !Number.isNaN(time)))
    const asked = start
    const date = at(network.constraintDate, node)
    const kind = at(network.constraint, node)
    if (kind === CONSTRAINTS.mustStartOn) start = date
    if (kind === CONSTRAINTS.mustFinishOn) start = backBy(date)
    if (kind === CONSTRAINTS.startNoEarlierThan) start = Math.max(start, date)
    if (kind === CONSTRAINTS.finishNoEarlierThan) start = Math.max(start, backBy(date))
    if (kind === CONSTRAINTS.startNoLaterThan) start = Math.min(start, date)
    if (kind === CONSTRAINTS.finishNoLaterThan) start = Math.min(start, backBy(date))
    if (duration > 0 || !calendar.isEnd(start)) start = calendar.nextStart(start)
    let finish = calendar.move(start, duration)
    this.#lacking[node] = start < asked ? calendar.between(start, asked) : 0
    if ((at(network.flags, node) & NODE_FLAGS.manual) !== 0) {
      this.#lacking[node] = 0
      start = at(network.plannedStart, node)
      finish = at(network.plannedFinish, node)
    }
    this.#es[node] = start
    this.#ef[node] = finish
  }

  #backward(node: number): void {
    const network = this.#network
    const calendar = this.#calendar(node)
    const span = calendar.between(at(this.#es, node), at(this.#ef, node))
    const finishes = [this.#projectFinish(node), at(network.deadline, node)]
    for (const { link, from, to } of this.#links) {
      if (!from.includes(node) || !this.#limits(link)) continue
      const [ofFinish, toFinish] = ends(at(network.type, link))
      const isFirst = at(this.#es, node) === Math.min(...from.map((one) => at(this.#es, one)))
      if (!ofFinish && !isFirst) continue
      const time = this.#latest(link, at(toFinish ? this.#lf : this.#ls, to))
      finishes.push(ofFinish ? time : calendar.move(calendar.nextStart(time), span))
    }
    const date = at(network.constraintDate, node)
    const kind = at(network.constraint, node)
    if (kind === CONSTRAINTS.mustStartOn || kind === CONSTRAINTS.startNoLaterThan)
      finishes.push(calendar.move(calendar.nextStart(date), span))
    if (kind === CONSTRAINTS.mustFinishOn || kind === CONSTRAINTS.finishNoLaterThan) finishes.push(date)
    const latest = Math.min(...finishes.filter((time) => !Number.isNaN(time)))
    const finish = calendar.previousEnd(latest)
    this.#lf[node] = finish
    this.#ls[node] = calendar.move(finish, -span)
  }

  /** Links to a successor that was set by hand limit its predecessor only through its predecessor's finish. */
  #limits(link: number): boolean {
    const manual = at(this.#network.flags, at(this.#network.to, link)) & NODE_FLAGS.manual
    return manual === 0 || ends(at(this.#network.type, link))[0]
  }

  #projectFinish(node: number): number {
    const project = at(this.#network.project, node)
    return Math.max(
      ...this.#leaves
        .filter((one) => at(this.#network.project, one) === project)
        .map((one) => at(this.#ef, one)),
    )
  }

  #freeFloat(node: number, total: number): number {
    const network = this.#network
    const calendar = this.#calendar(node)
    const frees = this.#links
      .filter(({ link }) => at(network.from, link) === node && this.#limits(link))
      .map(({ link, to }) => {
        const [ofFinish, toFinish] = ends(at(network.type, link))
        const time = this.#latest(link, at(toFinish ? this.#ef : this.#es, to))
        return calendar.between(at(ofFinish ? this.#ef : this.#es, node), time)
      })
    return frees.length === 0 ? total : Math.min(...frees, ...(total < 0 ? [] : [total]))
  }

  /**
   * The latest time of the predecessor's end that leaves the successor's at a time. The end of a day and the begin
   * of the next one are the same to the successor: the predecessor has until the later of them.
   */
  #latest(link: number, time: number): number {
    const calendar = this.#calendar(at(this.#network.to, link))
    const isElapsed = at(this.#network.lagKind, link) % 2 === 1
    return isElapsed
      ? this.#lagged(link, calendar.nextStart(time), -1)
      : calendar.nextStart(this.#lagged(link, time, -1))
  }

  /** A time moved by a link's lag, in the successor's calendar or by the clock. */
  #lagged(link: number, time: number, direction: 1 | -1): number {
    const network = this.#network
    const kind = at(network.lagKind, link)
    const before = at(network.from, link)
    const isPercent = kind === LAG_KINDS.percent || kind === LAG_KINDS.elapsedPercent
    const minutes = direction * at(network.lag, link) * (isPercent ? at(network.duration, before) / 100 : 1)
    return isOneOf(kind, LAG_KINDS.elapsed, LAG_KINDS.elapsedPercent)
      ? time + minutes
      : this.#calendar(at(network.to, link)).move(time, minutes)
  }
}

/** Whether a link ties its predecessor's, and its successor's, finish. */
function ends(type: number): [ofFinish: boolean, toFinish: boolean] {
  return [isOneOf(type, LINK_TYPES.FS, LINK_TYPES.FF), isOneOf(type, LINK_TYPES.FF, LINK_TYPES.SF)]
}

function isOneOf(value: number, ...of: readonly number[]): boolean {
  return of.includes(value)
}

function at(column: ArrayLike<number>, index: number): number {
  return column[index] ?? NaN
}
