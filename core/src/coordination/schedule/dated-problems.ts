import type { ScheduleProblem } from './schedule-problem.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Problems that follow from the dates of a node, so that they are found anew with them. */
const FROM_DATES: ReadonlySet<string> = new Set<ScheduleProblem['kind']>([
  'actualsReversed',
  'beyondHorizon',
  'calendarWithoutWork',
  'constraintContradicted',
  'constraintWithoutDate',
  'deadlineMissed',
  'doneWithoutDates',
  'manualWithoutDates',
  'outOfSequence',
])

/**
 * The problems of a schedule by what they follow from, so that those of a few nodes can be taken out without
 * looking at all of a large portfolio.
 */
export class DatedProblems {
  readonly #dated: ScheduleProblem[] = []
  /** Places in `#dated` of each node that has problems. */
  readonly #places = new Map<number, number[]>()
  /** Problems that no dates can end. */
  readonly lasting: readonly ScheduleProblem[]

  constructor(problems: readonly ScheduleProblem[]) {
    const lasting: ScheduleProblem[] = []
    for (const problem of problems) {
      if ('node' in problem && FROM_DATES.has(problem.kind)) {
        const place = this.#dated.push(problem) - 1
        const places = this.#places.get(problem.node)
        if (places === undefined) this.#places.set(problem.node, [place])
        else places.push(place)
      } else if (problem.kind !== 'projectFinishMissed') lasting.push(problem)
    }
    this.lasting = lasting
  }

  /** Problems that follow from the dates of all nodes but these, in no particular order. */
  without(nodes: readonly number[]): ScheduleProblem[] {
    const problems = [...this.#dated]
    const gone = nodes.flatMap((node) => this.#places.get(node) ?? [])
    // From the last place on, so that what moves into a gap is no gap itself.
    for (const place of Int32Array.from(gone).toSorted().toReversed()) {
      const last = problems.pop()!
      if (place < problems.length) problems[place] = last
    }
    return problems
  }
}
