import { boundOf, forwardPosition, type Pass } from './forward-pass.ts'
import { EDGES, MODES, type SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** How many iterations go forward side by side. */
export const LANES = 4

/** Four iterations. */
export type Lanes = readonly [Pass, Pass, Pass, Pass]

/**
 * The forward pass of four iterations side by side. They differ in durations alone: what is looked up of nodes and links is looked up
 * once for all four, and a maximum without a branch leaves nothing to be guessed wrong.
 */
export function forwardLanes(program: SimulationProgram, lanes: Lanes): void {
  const { size, mode, floor, firstEdge, edgeFrom, edgeLag, edgeForm } = program
  const [one, two, three, four] = lanes
  const { duration: length1, start: start1, finish: finish1 } = one
  const { duration: length2, start: start2, finish: finish2 } = two
  const { duration: length3, start: start3, finish: finish3 } = three
  const { duration: length4, start: start4, finish: finish4 } = four
  let edge = 0
  for (let at = 0; at < size; at += 1) {
    const last = firstEdge[at + 1]!
    const how = mode[at]!
    if (how !== MODES.free) {
      if (how !== MODES.fixed) for (const lane of lanes) forwardPosition(program, lane, at)
      edge = last
      continue
    }
    let begin1 = floor[at]!
    let begin2 = begin1
    let begin3 = begin1
    let begin4 = begin1
    for (; edge < last; edge += 1) {
      const form = edgeForm[edge]!
      const from = edgeFrom[edge]!
      const lag = edgeLag[edge]!
      if (form === EDGES.FS) {
        begin1 = Math.max(begin1, finish1[from]! + lag)
        begin2 = Math.max(begin2, finish2[from]! + lag)
        begin3 = Math.max(begin3, finish3[from]! + lag)
        begin4 = Math.max(begin4, finish4[from]! + lag)
      } else if (form === EDGES.SS) {
        begin1 = Math.max(begin1, start1[from]! + lag)
        begin2 = Math.max(begin2, start2[from]! + lag)
        begin3 = Math.max(begin3, start3[from]! + lag)
        begin4 = Math.max(begin4, start4[from]! + lag)
      } else if (form === EDGES.FF) {
        begin1 = Math.max(begin1, finish1[from]! + lag - length1[at]!)
        begin2 = Math.max(begin2, finish2[from]! + lag - length2[at]!)
        begin3 = Math.max(begin3, finish3[from]! + lag - length3[at]!)
        begin4 = Math.max(begin4, finish4[from]! + lag - length4[at]!)
      } else {
        begin1 = Math.max(begin1, boundOf(program, one, at, edge))
        begin2 = Math.max(begin2, boundOf(program, two, at, edge))
        begin3 = Math.max(begin3, boundOf(program, three, at, edge))
        begin4 = Math.max(begin4, boundOf(program, four, at, edge))
      }
    }
    start1[at] = begin1
    start2[at] = begin2
    start3[at] = begin3
    start4[at] = begin4
    finish1[at] = begin1 + length1[at]!
    finish2[at] = begin2 + length2[at]!
    finish3[at] = begin3 + length3[at]!
    finish4[at] = begin4 + length4[at]!
  }
}
