import type { CapacityResult, CellColumns } from './capacity-input.ts'
import type { CapacityFacts, Claimant, DemandCell, PeriodFacts } from './capacity-facts.ts'
import type { Period } from './period.ts'

/** What a computation was about: names for its numbers. */
export interface FactsInput extends Omit<CapacityFacts, 'months' | 'weeks' | 'beyond'> {
  readonly months: readonly Period[]
  readonly weeks: readonly Period[]
}

/** Gives the numbers of a computation their names. */
export function capacityFacts(input: FactsInput, result: CapacityResult): CapacityFacts {
  const ids = input.projects.map(({ id }) => id)
  const cells = cellsOf(result.months.cells, ids)
  const told = new Map(result.problems.map(({ person, sentence }) => [person, sentence]))
  return {
    ...input,
    claimants: input.claimants.map((claimant, index): Claimant => {
      const problem = told.get(index)
      return problem === undefined
        ? claimant
        : {
            ...claimant,
            assumptions: [...claimant.assumptions, `${problem} The standard calendar was taken.`],
          }
    }),
    months: periodFacts(input, input.months, result.months.capacity, cells),
    weeks: periodFacts(input, input.weeks, result.weeks.capacity, cellsOf(result.weeks.cells, ids)),
    beyond: cells.flatMap(({ period, ...cell }) => (period === input.months.length ? [cell] : [])),
  }
}

function periodFacts(
  { claimants }: FactsInput,
  periods: readonly Period[],
  capacity: readonly Float64Array[],
  cells: readonly DemandCell[],
): PeriodFacts {
  return {
    periods,
    capacity: claimants.map((_, index) => capacity[index] ?? new Float64Array(periods.length)),
    cells: cells.filter(({ period }) => period < periods.length),
  }
}

function cellsOf(columns: CellColumns, projects: readonly string[]): readonly DemandCell[] {
  return Array.from(columns.claimant, (claimant, at): DemandCell => {
    const project = projects[columns.project[at] ?? -1]
    return {
      claimant,
      period: columns.period[at] ?? 0,
      stated: columns.stated[at] ?? 0,
      assumed: columns.assumed[at] ?? 0,
      ...(project !== undefined && { project }),
    }
  })
}
