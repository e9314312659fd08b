import { criticalTrace } from './critical-trace.ts'
import { drawOf, type Draw } from './draw.ts'
import { endFinish } from './end-finish.ts'
import { forwardLanes, LANES, type Lanes } from './forward-lanes.ts'
import { openPass, type Pass } from './forward-pass.ts'
import type { SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** A part of a simulation, for one thread. */
export interface SimulationChunk {
  readonly program: SimulationProgram
  /** Whole number from 0 to 2³² − 1. */
  readonly seed: number
  /** First iteration, and the one behind the last. */
  readonly from: number
  readonly to: number
  /** Where finishes go: that of end e in iteration i to e × `iterations` + i. */
  readonly finishes: Float64Array
  readonly iterations: number
  /** Count how often each position lay on a critical path to one of so many first ends; 0: do not. */
  readonly criticalEnds: number
}

/**
 * Runs iterations of a simulation. Finishes of ends of one calendar are working minutes, of several calendars absolute minutes; see
 * {@link endTime}.
 *
 * @returns for each position how often it lay on the way that set the finish of an end; empty where that is not asked
 */
export function simulate(chunk: SimulationChunk): Uint32Array {
  const { program, seed, from, to, finishes, iterations } = chunk
  const lanes: Lanes = [openPass(program), openPass(program), openPass(program), openPass(program)]
  const draw = drawOf(program, seed)
  const trace = chunk.criticalEnds > 0 ? criticalTrace(program, chunk.criticalEnds) : undefined
  const ends = program.endGroups.length - 1
  for (let first = from; first < to; first += LANES) {
    const count = Math.min(LANES, to - first)
    for (let lane = 0; lane < count; lane += 1) drawLane(program, draw, first + lane, lanes[lane]!)
    // The last iterations of a part may leave lanes empty: those repeat the ones before, and nobody looks at them.
    forwardLanes(program, lanes)
    for (let lane = 0; lane < count; lane += 1) {
      const pass = lanes[lane]!
      for (let end = 0; end < ends; end += 1)
        finishes[end * iterations + first + lane] = endFinish(program, pass, end)
      trace?.add(pass)
    }
  }
  return trace?.counts ?? new Uint32Array(0)
}

function drawLane(program: SimulationProgram, draw: Draw, iteration: number, { duration }: Pass): void {
  // What a risk made longer before is as long as it was, unless it is drawn anew.
  for (const at of program.riskPositions) duration[at] = program.duration[at]!
  draw(iteration, duration)
}
