import { schedule, type Schedule } from '../schedule/index.ts'
import type { CalendarTable } from '../../working-time/index.ts'
import { joinTables } from '../../working-time/index.ts'
import { buildNetwork } from './build-network.ts'
import { packPages, type PackedPages } from './packed-pages.ts'
import { unpackRecords, type PackedRecords } from './packed-records.ts'
import type { NetworkParts } from './portfolio-network.ts'

/** A calendar without its methods. */
export interface PackedCalendar {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly table: CalendarTable
}

/** A scheduled network in a form that another thread takes without a copy of what is large. */
export interface PackedPortfolio {
  readonly network: NetworkParts['network']
  readonly calendars: readonly PackedCalendar[]
  readonly plans: NetworkParts['plans']
  readonly nodes: PackedPages
  readonly links: PackedPages
  readonly problems: PackedPages
  readonly standIns: PackedPages
  readonly schedule: Omit<Schedule, 'problems'>
  readonly scheduleProblems: PackedPages
  readonly byStart: Int32Array
}

/** Makes the network of all records and schedules it: what a thread of the pool does. Pure. */
export function scheduleRecords(input: PackedRecords): PackedPortfolio {
  const parts = buildNetwork(unpackRecords(input), { shared: true })
  const tables = joinTables(parts.calendars.map(({ table }) => table))
  const { problems, ...dates } = schedule(parts.network, tables)
  return {
    network: parts.network,
    calendars: parts.calendars.map(({ id, name, zone, table }) => ({ id, name, zone, table })),
    plans: parts.plans,
    nodes: packPages(parts.nodes),
    links: packPages(parts.links),
    problems: packPages(parts.problems),
    standIns: packPages(parts.standIns ?? []),
    schedule: dates,
    scheduleProblems: packPages(problems),
    byStart: byStart(dates.start),
  }
}

/** Sorted here, since it takes longer than the main loop may be held. */
function byStart(starts: Float64Array): Int32Array {
  const order = new Int32Array(new SharedArrayBuffer(starts.length * 4))
  for (let node = 0; node < order.length; node++) order[node] = node
  const startOf = (node: number): number => {
    const start = starts[node] ?? Number.NaN
    return Number.isNaN(start) ? Infinity : start
  }
  // In place: a sorted copy would not lie on shared memory.
  // oxlint-disable-next-line unicorn/no-array-sort
  return order.sort((one, other) => {
    const [a, b] = [startOf(one), startOf(other)]
    return a === b ? one - other : a - b
  })
}
