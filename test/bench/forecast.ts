import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { createComputePool } from '../../core/src/compute/index.ts'
import {
  runSimulation,
  simulationProgram,
  simulated,
} from '../../core/src/coordination/forecast/run-simulation.ts'
import type { SimulationRequest } from '../../core/src/coordination/forecast/simulation/simulation-request.ts'
import { schedule, type Network } from '../../core/src/coordination/schedule/index.ts'
import type { CalendarTable } from '../../core/src/working-time/index.ts'
import { scenarioInput } from './child.ts'
import { bareOrder, portfolioCalendars, portfolioNetwork, PORTFOLIO_START } from './critical-path.ts'
import { forecastFloor } from './forecast-floor.ts'

// A process of its own: simulates a network in the pool, in turn with the least that a simulation takes, and prints the best times.
const { items, iterations, rounds } = scenarioInput(
  z.object({ items: z.int(), iterations: z.int(), rounds: z.int() }),
)

/** A request for the finish of a whole network, each duration spread by three points. */
function requestOf(network: Network, calendars: CalendarTable): SimulationRequest {
  const dates = schedule(network, calendars, { defaultStart: PORTFOLIO_START })
  const uncertain = [...network.duration.keys()].filter((node) => (network.duration[node] ?? 0) > 0)
  const lengths = uncertain.map((node) => network.duration[node] ?? 0)
  return {
    network,
    calendars,
    early: { start: dates.earlyStart, finish: dates.earlyFinish, driver: dates.driver },
    defaultStart: PORTFOLIO_START,
    links: dates.order.predecessorLinks,
    parent: dates.order.parent,
    ends: [{ nodes: Int32Array.from({ length: network.size }, (_, node) => node) }],
    shapes: [
      { kind: 'pert', low: 0.75, likely: 1, high: 2 },
      { kind: 'triangular', low: 0.5, likely: 1, high: 1.8 },
    ],
    durations: {
      node: Int32Array.from(uncertain),
      shape: Int32Array.from(uncertain, (_, at) => at % 2),
      offset: Float64Array.from(lengths, (length) => length * 0.75),
      scale: Float64Array.from(lengths, (length) => length * 1.25),
      group: new Int32Array(uncertain.length),
    },
    risks: [],
    correlation: 0,
  }
}

/** What is measured. */
export type ForecastWork = 'floorDraw' | 'floor' | 'mixed' | 'alike' | 'critical' | 'whole'

/** Wall time, and CPU time of all threads of this process, in milliseconds. */
export interface Took {
  readonly wall: number
  readonly cpu: number
}

async function timed(work: () => unknown): Promise<Took> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: performance.now() - began, cpu: (user + system) / 1000 }
}

const network = portfolioNetwork(items)
const calendars = portfolioCalendars()
const request = requestOf(network, calendars)
const alike = { ...network, calendar: new Int32Array(network.size).fill(1) }
const alikeRequest = requestOf(alike, calendars)
const order = bareOrder(network)
const threads = availableParallelism()
await using pool = createComputePool({ threads })
const run = { seed: 1, iterations, ends: 1 }
const program = await simulationProgram(pool, request)
const alikeProgram = await simulationProgram(pool, alikeRequest)

const work: Record<ForecastWork, () => unknown> = {
  floorDraw: () => forecastFloor(network, order, program, { iterations, pass: false }),
  floor: () => forecastFloor(network, order, program, { iterations, pass: true }),
  mixed: () => simulated(pool, { ...run, program, criticalEnds: 0 }),
  alike: () => simulated(pool, { ...run, program: alikeProgram, criticalEnds: 0 }),
  critical: () => simulated(pool, { ...run, program, criticalEnds: 1 }),
  whole: () => runSimulation(pool, { ...run, request, chancesOf: [[]], criticalEnds: 1, mainEnd: () => 0 }),
}
const best: Record<string, Took> = {}
for (let round = 0; round < rounds; round++)
  for (const [name, one] of Object.entries(work)) {
    const took = await timed(one)
    const { wall = Infinity, cpu = Infinity } = best[name] ?? {}
    best[name] = { wall: Math.min(wall, took.wall), cpu: Math.min(cpu, took.cpu) }
  }
console.log(JSON.stringify({ ...best, threads }))
