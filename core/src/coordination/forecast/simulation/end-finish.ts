import { endOf } from '../../../working-time/index.ts'
import type { Pass } from './forward-pass.ts'
import { MODES, type SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** The latest finish of an end: working minutes where it has one calendar, else absolute minutes. NaN: it has no nodes. */
export function endFinish(program: SimulationProgram, pass: Pass, end: number): number {
  const { endGroups, groupMembers, members, calendar, calendars } = program
  const first = endGroups[end]!
  const last = endGroups[end + 1]!
  let latest = first === last ? Number.NaN : -Infinity
  for (let group = first; group < last; group += 1) {
    let work = -Infinity
    for (let at = groupMembers[group]!; at < groupMembers[group + 1]!; at += 1) {
      const finish = pass.finish[members[at]!]!
      if (finish > work) work = finish
    }
    const value =
      last - first === 1 ? work : endOf(calendars, calendar[members[groupMembers[group]!]!]!, work)
    if (value > latest) latest = value
  }
  return latest
}

/** The point in time of a finish that {@link simulate} gave, absolute minutes. */
export function endTime(program: SimulationProgram, end: number, finish: number): number {
  const { endGroups, groupMembers, members, floor, floorTime, finishTime, calendar, calendars } = program
  const first = endGroups[end]!
  if (!isSingle(program, end)) return finish
  const from = groupMembers[first]!
  const only = members[from]!
  // A single point in time may lie outside of work: where its date is set, and not moved by what it waits for.
  if (groupMembers[first + 1]! - from === 1 && program.duration[only] === 0 && finish <= floor[only]!)
    return program.mode[only] === MODES.fixed ? finishTime[only]! : floorTime[only]!
  return endOf(calendars, calendar[only]!, finish)
}

/** Whether all positions of an end count in one calendar. */
export function isSingle({ endGroups }: SimulationProgram, end: number): boolean {
  const groups = endGroups[end + 1]! - endGroups[end]!
  return groups === 1
}
