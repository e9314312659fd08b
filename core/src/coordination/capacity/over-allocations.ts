import type { CapacityFacts, DemandCell } from './capacity-facts.ts'
import type { CompetingProject, OverAllocation } from './over-allocation.ts'

/** Minutes above somebody's capacity that are not worth a word: rounding, and a quarter of an hour of planning. */
const TOLERANCE = 15

/**
 * Who is asked for more than they can work, by week or by month, the soonest first; with everybody who has to agree on
 * it: the head of the person's unit, and the managers of the projects that compete.
 */
export function overAllocations(facts: CapacityFacts, by: 'months' | 'weeks'): readonly OverAllocation[] {
  const { periods, capacity, cells } = facts[by]
  const units = new Map(facts.units.map((unit) => [unit.id, unit]))
  const projects = new Map(facts.projects.map((project) => [project.id, project]))
  const competing = ({ project, stated, assumed }: DemandCell): CompetingProject => {
    const known = project === undefined ? undefined : projects.get(project)
    return {
      name: known?.name ?? 'items of no project',
      stated,
      assumed,
      ...(project !== undefined && { project }),
      ...(known?.manager !== undefined && { manager: known.manager }),
    }
  }
  const found: OverAllocation[] = []
  const grouped = Map.groupBy(cells, ({ claimant, period }) => claimant * periods.length + period)
  for (const [key, own] of grouped) {
    const claimant = Math.floor(key / periods.length)
    const at = key % periods.length
    const who = facts.claimants[claimant]
    const period = periods[at]
    if (who?.kind !== 'person' || period === undefined) continue
    const stated = own.reduce((sum, cell) => sum + cell.stated, 0)
    const assumed = own.reduce((sum, cell) => sum + cell.assumed, 0)
    const can = capacity[claimant]?.[at] ?? 0
    const over = stated + assumed - can
    if (over <= TOLERANCE) continue
    const head = who.unit === undefined ? undefined : units.get(who.unit)?.head
    found.push({
      id: `${who.id}:${period.id}`,
      person: who.id,
      name: who.name,
      period,
      capacity: can,
      stated,
      assumed,
      over,
      certainty: stated > can + TOLERANCE ? 'stated' : 'assumed',
      projects: own
        .map(competing)
        .toSorted((one, other) => workOf(other) - workOf(one) || (one.name < other.name ? -1 : 1)),
      ...(who.unit !== undefined && { unit: who.unit }),
      ...(head !== undefined && { head }),
    })
  }
  return found.toSorted(
    (one, other) =>
      one.period.from - other.period.from || other.over - one.over || (one.id < other.id ? -1 : 1),
  )
}

function workOf({ stated, assumed }: CompetingProject): number {
  return stated + assumed
}
