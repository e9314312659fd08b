import { breather } from '@headless-pmo/engine'
import type { ComputeOptions, ComputePool } from '../../compute/index.ts'
import type { SimulationRequest } from './simulation/simulation-request.ts'
import type { SimulationProgram } from './simulation/program.ts'
import { sharedFloats } from './simulation/shared-arrays.ts'
import type { EndSummary } from './simulation/summarise.ts'
import { COMPILE, SENSITIVITY, SIMULATE, SUMMARISE } from './tasks.ts'

/** Parts that each thread gets one after the other, so that none waits long for the last. */
const CHUNKS_A_THREAD = 4
/** Iterations that sensitivity is computed from: enough for a correlation to two digits. */
const MOST_RANKED = 10_000

/** How a simulation is run. */
export interface SimulationRun {
  readonly request: SimulationRequest
  readonly seed: number
  readonly iterations: number
  /** Points in time whose chance is asked, for each end. */
  readonly chancesOf: readonly (readonly number[])[]
  /** How many ends, from the first on, have critical paths that count. */
  readonly criticalEnds: number
  /** End that a node's durations are compared with. */
  readonly mainEnd: (node: number) => number
  readonly signal?: AbortSignal
}

/** What a simulation found. */
export interface SimulationResult {
  readonly program: SimulationProgram
  readonly ends: readonly (EndSummary | undefined)[]
  /** Share of iterations in which each position of the program lay on a critical path. */
  readonly criticality: Float64Array
  /** Rank correlation of each draw of the program with its end, then that of each risk. */
  readonly sensitivity: Float64Array
  /** End that each of them is compared with. */
  readonly against: Int32Array
}

/** Runs a simulation in the pool. The result does not depend on how many threads there are. */
export async function runSimulation(pool: ComputePool, run: SimulationRun): Promise<SimulationResult> {
  const { request, seed, iterations } = run
  const options = run.signal === undefined ? {} : { signal: run.signal }
  const program = await simulationProgram(pool, request, options)
  const { criticalEnds } = run
  const parts = { program, seed, iterations, ends: request.ends.length, criticalEnds }
  const { finishes, criticality } = await simulated(pool, parts, options)

  const risks = request.risks.length
  const drawn = [...program.drawPosition].map((at) => run.mainEnd(program.node[at] ?? -1))
  const risked = request.risks.map(({ nodes }) => run.mainEnd(nodes[0] ?? -1))
  const against = Int32Array.from([...drawn, ...risked])
  const ranksOf = [...new Set(against)]
  const ranked = Math.min(iterations, MOST_RANKED)
  const summary = await pool.run(
    SUMMARISE,
    { program, finishes, iterations, chancesOf: run.chancesOf, ranksOf, ranked },
    options,
  )
  const list = new Map(ranksOf.map((end, at) => [end, at]))
  const sensitivity =
    drawn.length + risks === 0
      ? new Float64Array(0)
      : await pool.run(
          SENSITIVITY,
          { program, seed, ranks: summary.ranks, against: against.map((end) => list.get(end) ?? 0) },
          options,
        )
  return { program, ends: summary.ends, criticality, sensitivity, against }
}

/** Makes a network ready for a simulation. */
export function simulationProgram(
  pool: ComputePool,
  request: SimulationRequest,
  options: ComputeOptions = {},
): Promise<SimulationProgram> {
  return pool.run(COMPILE, request, options)
}

/** All iterations of a program, divided among the threads. */
export async function simulated(
  pool: ComputePool,
  run: {
    readonly program: SimulationProgram
    readonly seed: number
    readonly iterations: number
    readonly ends: number
    readonly criticalEnds: number
  },
  options: ComputeOptions = {},
): Promise<{ readonly finishes: Float64Array; readonly criticality: Float64Array }> {
  const { program, seed, iterations, ends, criticalEnds } = run
  const finishes = sharedFloats(ends * iterations)
  const size = Math.max(1, Math.ceil(iterations / (pool.threads * CHUNKS_A_THREAD)))
  const chunks = Array.from({ length: Math.ceil(iterations / size) }, (_, at) => ({
    program,
    seed,
    from: at * size,
    to: Math.min(iterations, (at + 1) * size),
    finishes,
    iterations,
    criticalEnds,
  }))
  const counts = await pool.runAll(SIMULATE, chunks, options)
  const critical = new Float64Array(program.size)
  const breathe = breather()
  for (const part of counts) {
    await breathe()
    for (let at = 0; at < part.length; at += 1) critical[at] = (critical[at] ?? 0) + (part[at] ?? 0)
  }
  return { finishes, criticality: critical.map((count) => count / iterations) }
}
