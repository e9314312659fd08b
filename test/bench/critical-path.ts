import { createNetwork, type Network } from '../../core/src/coordination/schedule/index.ts'
import { CONSTRAINTS, LAG_KINDS, LINK_TYPES } from '../../core/src/coordination/schedule/index.ts'
import {
  ALWAYS,
  compileCalendar,
  isCalendarProblem,
  joinTables,
  minutesOf,
  STANDARD_CALENDAR,
  type CalendarTable,
} from '../../core/src/working-time/index.ts'

/** Projects of a thousand items each, each waiting for two others, now and then in another project. */
const PROJECT = 1_000
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'Asia/Tokyo']

/** Minutes since 1970 of the day on which every project of the portfolio begins. */
export const PORTFOLIO_START = minutesOf('2026-01-05', 'UTC')

/** The calendars of the portfolio: one that never rests, then office hours in six zones with a week off each. */
export function portfolioCalendars(): CalendarTable {
  const offices = ZONES.map((zone, index) => {
    const off = { from: `2026-0${index + 2}-09`, until: `2026-0${index + 2}-13`, shifts: [] }
    const calendar = compileCalendar(
      { ...STANDARD_CALENDAR, chain: [{ week: [], exceptions: [off] }, ...STANDARD_CALENDAR.chain] },
      { zone },
    )
    if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
    return calendar.table
  })
  return joinTables([ALWAYS.table, ...offices])
}

/** A portfolio of so many items and (but for the first) two links into each, the same each time. */
export function portfolioNetwork(items: number): Network {
  const projects = Math.ceil(items / PROJECT)
  const links = (items - 1) * 2
  const network = createNetwork({ nodes: items, links, projects })
  const random = randomOf(20_260_105)
  network.projectStart.fill(PORTFOLIO_START)
  for (let node = 0; node < items; node++) {
    const project = Math.floor(node / PROJECT)
    network.project[node] = project
    network.calendar[node] = random() < 0.05 ? Math.floor(random() * 7) : 1 + (project % 6)
    network.duration[node] = random() < 0.03 ? 0 : 60 * (1 + Math.floor(random() * 40))
    const rule = random()
    if (rule < 0.03) network.deadline[node] = PORTFOLIO_START + 1_440 * Math.floor(random() * 400)
    else if (rule < 0.05) {
      network.constraint[node] = CONSTRAINTS.startNoEarlierThan
      network.constraintDate[node] = PORTFOLIO_START + 1_440 * Math.floor(random() * 100)
    }
  }
  for (let link = 0; link < links; link++) {
    const to = 1 + (link >> 1)
    const first = to - (to % PROJECT)
    const elsewhere = to >= PROJECT && random() < 0.01
    const nearby = Math.max(first, to - 1 - Math.floor(random() * 40))
    network.to[link] = to
    // The first of a project has nobody before it in it: its links come from the project before.
    network.from[link] = elsewhere || nearby === to ? Math.floor(random() * first) : nearby
    const kind = random()
    if (kind < 0.05) network.type[link] = LINK_TYPES.SS
    else if (kind < 0.1) network.type[link] = LINK_TYPES.FF
    if (random() < 0.1) network.lag[link] = 480
    if (random() < 0.01) network.lagKind[link] = LAG_KINDS.elapsed
  }
  return network
}

/** What a pass without calendars knows of a network. */
export interface BareOrder {
  readonly order: Int32Array
  readonly predecessorAt: Int32Array
  readonly predecessors: Int32Array
  readonly successorAt: Int32Array
  readonly successors: Int32Array
}

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** The order of a network's items, found the plain way. */
export function bareOrder({ size, linkCount, from, to }: Network): BareOrder {
  const predecessorAt = new Int32Array(size + 1)
  const successorAt = new Int32Array(size + 1)
  for (let link = 0; link < linkCount; link++) {
    predecessorAt[to[link]! + 1]!++
    successorAt[from[link]! + 1]!++
  }
  for (let node = 0; node < size; node++) {
    predecessorAt[node + 1]! += predecessorAt[node]!
    successorAt[node + 1]! += successorAt[node]!
  }
  const predecessors = new Int32Array(linkCount)
  const successors = new Int32Array(linkCount)
  const nextIn = predecessorAt.slice()
  const nextOut = successorAt.slice()
  for (let link = 0; link < linkCount; link++) {
    predecessors[nextIn[to[link]!]!++] = link
    successors[nextOut[from[link]!]!++] = link
  }
  const waiting = new Int32Array(size)
  const stack = new Int32Array(size)
  let height = 0
  for (let node = size - 1; node >= 0; node--) {
    waiting[node] = predecessorAt[node + 1]! - predecessorAt[node]!
    if (waiting[node] === 0) stack[height++] = node
  }
  const order = new Int32Array(size)
  let count = 0
  while (height > 0) {
    const node = stack[--height]!
    order[count++] = node
    for (let at = successorAt[node]!; at < successorAt[node + 1]!; at++) {
      const next = to[successors[at]!]!
      if (--waiting[next]! === 0) stack[height++] = next
    }
  }
  return { order, predecessorAt, predecessors, successorAt, successors }
}

/** Dates of a pass without calendars. */
export interface BareDates {
  readonly start: Float64Array
  readonly finish: Float64Array
  readonly lateStart: Float64Array
  readonly lateFinish: Float64Array
  readonly totalFloat: Float64Array
}

/** Forward and backward over flat arrays: four link types, lags, total float, and nothing else. */
export function barePasses(network: Network, bare: BareOrder): BareDates {
  const { size, duration, from, to, type, lag } = network
  const { order, predecessorAt, predecessors, successorAt, successors } = bare
  const start = new Float64Array(size)
  const finish = new Float64Array(size)
  const lateStart = new Float64Array(size)
  const lateFinish = new Float64Array(size)
  const totalFloat = new Float64Array(size)
  let end = 0
  for (let at = 0; at < size; at++) {
    const node = order[at]!
    const length = duration[node]!
    let begin = 0
    for (let place = predecessorAt[node]!; place < predecessorAt[node + 1]!; place++) {
      const link = predecessors[place]!
      const kind = type[link]!
      let bound = (kind <= 1 ? finish : start)[from[link]!]! + lag[link]!
      if ((kind & 1) === 0) bound -= length
      if (bound > begin) begin = bound
    }
    start[node] = begin
    finish[node] = begin + length
    if (begin + length > end) end = begin + length
  }
  for (let at = size - 1; at >= 0; at--) {
    const node = order[at]!
    const length = duration[node]!
    let latest = end
    for (let place = successorAt[node]!; place < successorAt[node + 1]!; place++) {
      const link = successors[place]!
      const kind = type[link]!
      let bound = ((kind & 1) === 0 ? lateFinish : lateStart)[to[link]!]! - lag[link]!
      if (kind > 1) bound += length
      if (bound < latest) latest = bound
    }
    lateFinish[node] = latest
    lateStart[node] = latest - length
    totalFloat[node] = latest - finish[node]!
  }
  return { start, finish, lateStart, lateFinish, totalFloat }
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
