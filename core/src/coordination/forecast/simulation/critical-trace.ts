import { boundOf, finishTimeOf, pointBound, restingTime, type Pass } from './forward-pass.ts'
import { EDGES, MODES, type SimulationProgram } from './program.ts'
import { endFinish, inWork } from './end-finish.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Rounding of dates that are compared, minutes. */
const SAME = 1e-6

/** Counts how often each position lies on a critical path. */
export interface CriticalTrace {
  readonly counts: Uint32Array
  /** Follows the ways that set the finish of each end in an iteration back to where they begin. */
  add(pass: Pass): void
}

/**
 * Follows critical paths: from the nodes that finish last along the links that set their dates, until a date that no link sets. All ways
 * of equal length count. Only what is critical is visited, so that it costs less than a backward pass.
 *
 * @param ends how many of the program's ends count, from the first on
 */
export function criticalTrace(program: SimulationProgram, ends: number): CriticalTrace {
  const counts = new Uint32Array(program.size)
  const visited = new Int32Array(program.size)
  const open: number[] = []
  let round = 0
  const visit = (at: number): void => {
    if (visited[at] === round) return
    visited[at] = round
    // What is done already cannot delay anything any more.
    if (program.mode[at] === MODES.fixed) return
    counts[at] = counts[at]! + 1
    open.push(at)
  }
  const follow = (pass: Pass, at: number): void => {
    const how = program.mode[at]!
    if (how === MODES.begun || how === MODES.ending) return
    const begin = pass.start[at]!
    for (let edge = program.firstEdge[at]!; edge < program.firstEdge[at + 1]!; edge += 1) {
      const from = program.edgeFrom[edge]!
      if ((program.edgeForm[edge]! & 7) === EDGES.below) {
        if (finishTimeOf(program, pass, from) >= finishTimeOf(program, pass, at) - SAME) visit(from)
      } else if (how === MODES.point) {
        const bound = restingTime(program, at, pointBound(program, pass, at, edge))
        if (Math.abs(bound - (pass.time[at] ?? 0)) <= SAME) visit(from)
      } else if (Math.abs(boundOf(program, pass, at, edge) - begin) <= SAME) visit(from)
    }
  }
  return {
    counts,
    add(pass) {
      round += 1
      for (let end = 0; end < ends; end += 1) {
        const latest = endFinish(program, pass, end)
        const work = inWork(program, end)
        for (let group = program.endGroups[end]!; group < program.endGroups[end + 1]!; group += 1)
          for (
            let member = program.groupMembers[group]!;
            member < program.groupMembers[group + 1]!;
            member += 1
          ) {
            const at = program.members[member]!
            const finish = work ? pass.finish[at]! : finishTimeOf(program, pass, at)
            if (finish >= latest - SAME) visit(at)
          }
      }
      for (let at = open.pop(); at !== undefined; at = open.pop()) follow(pass, at)
    },
  }
}
