import { criticalTrace } from './critical-trace.ts'
import { drawOf } from './draw.ts'
import { endFinish } from './end-finish.ts'
import { forwardPass, openPass } from './forward-pass.ts'
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
  const pass = openPass(program)
  const draw = drawOf(program, seed)
  const trace = chunk.criticalEnds > 0 ? criticalTrace(program, chunk.criticalEnds) : undefined
  const fixed = program.riskPositions.length === 0 ? undefined : program.duration
  const ends = program.endGroups.length - 1
  for (let iteration = from; iteration < to; iteration += 1) {
    // What a risk made longer before is as long as it was, unless it is drawn anew.
    if (fixed !== undefined) for (const at of program.riskPositions) pass.duration[at] = fixed[at]!
    draw(iteration, pass.duration)
    forwardPass(program, pass)
    for (let end = 0; end < ends; end += 1)
      finishes[end * iterations + iteration] = endFinish(program, pass, end)
    trace?.add(pass)
  }
  return trace?.counts ?? new Uint32Array(0)
}
