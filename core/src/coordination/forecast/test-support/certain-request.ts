import type { CalendarTable } from '../../../working-time/index.ts'
import type { Network, Schedule } from '../../schedule/index.ts'
import type { SimulationRequest } from '../simulation/simulation-request.ts'

/** A request for the finish of everything in which nothing is uncertain. */
export function certainRequest(
  network: Network,
  calendars: CalendarTable,
  dates: Schedule,
  defaultStart: number,
): SimulationRequest {
  const nodes = Int32Array.from({ length: network.size }, (_, node) => node)
  return {
    network,
    calendars,
    early: { start: dates.earlyStart, finish: dates.earlyFinish, driver: dates.driver },
    defaultStart,
    links: dates.order.predecessorLinks,
    parent: dates.order.parent,
    // Each by itself: the time of a point that nobody asks for is not computed.
    ends: [...nodes]
      .filter((node) => dates.order.head[node] === -1)
      .map((node) => ({ nodes: Int32Array.of(node) })),
    shapes: [],
    durations: {
      node: new Int32Array(0),
      shape: new Int32Array(0),
      offset: new Float64Array(0),
      scale: new Float64Array(0),
      group: new Int32Array(0),
    },
    risks: [],
    correlation: 0,
  }
}
