import { endOf } from '../../../working-time/index.ts'
import { finishTimeOf, type Pass } from './forward-pass.ts'
import type { SimulationProgram } from './program.ts'

// Every index below lies within its array by the way a program is made; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** The latest finish of an end: working minutes where {@link inWork} says so, else absolute minutes. NaN: it has no nodes. */
export function endFinish(program: SimulationProgram, pass: Pass, end: number): number {
  const { endGroups, groupMembers, groupWork, members, calendar, calendars } = program
  const first = endGroups[end]!
  const last = endGroups[end + 1]!
  const work = inWork(program, end)
  let latest = first === last ? Number.NaN : -Infinity
  for (let group = first; group < last; group += 1) {
    let value = -Infinity
    for (let at = groupMembers[group]!; at < groupMembers[group + 1]!; at += 1) {
      const member = members[at]!
      const finish = groupWork[group] === 1 ? pass.finish[member]! : finishTimeOf(program, pass, member)
      if (finish > value) value = finish
    }
    if (groupWork[group] === 1 && !work)
      value = endOf(calendars, calendar[members[groupMembers[group]!]!]!, value)
    if (value > latest) latest = value
  }
  return latest
}

/** The point in time of a finish that {@link endFinish} gave, absolute minutes. */
export function endTime(program: SimulationProgram, end: number, finish: number): number {
  if (!inWork(program, end)) return finish
  const { endGroups, groupMembers, members, calendar, calendars } = program
  return endOf(calendars, calendar[members[groupMembers[endGroups[end]!]!]!]!, finish)
}

/** Whether an end is measured in working minutes: all its positions count in one calendar and none is a point in time. */
export function inWork({ endGroups, groupWork }: SimulationProgram, end: number): boolean {
  const first = endGroups[end]!
  const groups = endGroups[end + 1]! - first
  return groups === 1 && groupWork[first] === 1
}
