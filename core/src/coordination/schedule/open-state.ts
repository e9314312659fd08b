import { calendarWindow, type CalendarTable, type CalendarWindow } from '../../working-time/index.ts'
import { classifyNode } from './classify-node.ts'
import { CONSTRAINTS, type Network } from './network.ts'
import type { NetworkOrder } from './network-order.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { Gates, ScheduleState } from './schedule-state.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** What a state is made for. */
export interface StateParts {
  /** A checked network. */
  readonly network: Network
  readonly table: CalendarTable
  readonly order: NetworkOrder
  readonly options: ScheduleOptions
  /** Changes will be made in it, that may ask for dates as late as possible. */
  readonly forChanges?: boolean
}

/** What the passes over a checked network work on; nothing is computed yet. */
export function openState(parts: StateParts): ScheduleState {
  const { network, table, order, options, forChanges = false } = parts
  const { size, projectCount } = network
  const shared = network.duration.buffer instanceof SharedArrayBuffer
  const make = arrays(shared)
  // The dates by which to work are the early ones where nothing is to be late.
  const late = forChanges || network.constraint.includes(CONSTRAINTS.asLateAsPossible)
  const [earlyStart, earlyFinish] = [make.times(size), make.times(size)]
  // Start and finish float differ in summaries alone.
  const float = make.times(size)
  const summaries = order.headNode.length > 0
  const plain = new Uint8Array(size)
  for (let node = 0; node < size; node++) plain[node] = classifyNode(network, table.size, node)
  return {
    size,
    network,
    table,
    window: windowOf(network, table, options.defaultStart ?? 0),
    order,
    options: {
      ends: options.ends ?? 'project',
      criticalFloat: options.criticalFloat ?? 0,
      defaultStart: options.defaultStart ?? 0,
    },
    columns: {
      size,
      start: late ? make.times(size) : earlyStart,
      finish: late ? make.times(size) : earlyFinish,
      earlyStart,
      earlyFinish,
      lateStart: make.times(size),
      lateFinish: make.times(size),
      totalFloat: float,
      freeFloat: make.times(size),
      startFloat: summaries ? make.times(size) : float,
      finishFloat: summaries ? make.times(size) : float,
      critical: make.bytes(size),
      driver: make.bytes(size),
      driverIndex: make.indices(size),
      lateDriver: make.bytes(size),
      lateDriverIndex: make.indices(size),
      projectEarlyFinish: make.times(projectCount),
      projectLateFinish: make.times(projectCount),
    },
    working: {
      earlyStart: make.times(size),
      earlyFinish: make.times(size),
      lateStart: make.times(size),
      lateFinish: make.times(size),
      trouble: make.bytes(size),
    },
    gates: openGates(order.headNode.length),
    plain,
    frameStart: new Float64Array(projectCount + 1),
    frameFinish: new Float64Array(projectCount + 1),
    single: new Int32Array(1),
    bound: new Float64Array(2),
    boundBy: new Int32Array(2),
  }
}

/** Fewer nodes in a calendar are not worth spelling it out. */
const MANY = 2_000
const YEAR = 525_960

/** Twenty years around where most projects begin, of the calendars that many nodes have. */
function windowOf(network: Network, table: CalendarTable, defaultStart: number): CalendarWindow {
  const counts = new Int32Array(table.size)
  if (network.size >= MANY)
    for (let node = 0; node < network.size; node++) {
      const calendar = network.calendar[node]!
      if (calendar >= 0 && calendar < table.size) counts[calendar]!++
    }
  const starts = network.projectStart.filter((start) => !Number.isNaN(start)).toSorted()
  const from = (starts[starts.length >> 1] ?? defaultStart) - 5 * YEAR
  const wanted = [...counts.keys()].filter((calendar) => counts[calendar]! >= MANY)
  return calendarWindow(table, wanted, { from, until: from + 20 * YEAR })
}

function openGates(heads: number): Gates {
  const make = arrays(false)
  return {
    start: make.times(heads),
    startDriver: make.bytes(heads),
    startIndex: make.indices(heads),
    finish: make.times(heads),
    finishDriver: make.bytes(heads),
    finishIndex: make.indices(heads),
    inactive: make.bytes(heads),
    lateFinish: make.times(heads),
    lateFinishDriver: make.bytes(heads),
    lateFinishIndex: make.indices(heads),
    lateStart: make.times(heads),
    lateStartDriver: make.bytes(heads),
    lateStartIndex: make.indices(heads),
    freeFloat: make.times(heads),
    asksLeast: make.bytes(heads),
    leastEarlyFinish: make.times(heads),
    leastLateFinish: make.times(heads),
  }
}

/** Makers of arrays, on SharedArrayBuffers where the network's own are: what goes to a worker comes back so. */
function arrays(shared: boolean): {
  readonly times: (length: number) => Float64Array
  readonly indices: (length: number) => Int32Array
  readonly bytes: (length: number) => Uint8Array
} {
  if (!shared)
    return {
      times: (length) => new Float64Array(length),
      indices: (length) => new Int32Array(length),
      bytes: (length) => new Uint8Array(length),
    }
  return {
    times: (length) => new Float64Array(new SharedArrayBuffer(length * 8)),
    indices: (length) => new Int32Array(new SharedArrayBuffer(length * 4)),
    bytes: (length) => new Uint8Array(new SharedArrayBuffer(length)),
  }
}
