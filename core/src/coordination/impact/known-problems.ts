import type { ScheduleProblem } from '../schedule/index.ts'

/** Most problems that a scenario tells of. */
const MOST_PROBLEMS = 50

/** Whether it is more than a date that is not kept: those are commitments, and told as such. */
export function isNoMissedDate({ kind }: ScheduleProblem): boolean {
  return kind !== 'deadlineMissed' && kind !== 'projectFinishMissed'
}

/** Problems that a scenario brings; by how much one is wrong makes no other of it. */
export function newProblems(
  before: readonly ScheduleProblem[],
  after: readonly ScheduleProblem[],
): ScheduleProblem[] {
  const known = new Set(before.map(nameOf))
  return after
    .filter((problem) => isNoMissedDate(problem) && !known.has(nameOf(problem)))
    .slice(0, MOST_PROBLEMS)
}

function nameOf(problem: ScheduleProblem): string {
  return JSON.stringify({ ...problem, minutes: 0 })
}
