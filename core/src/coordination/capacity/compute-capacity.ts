import { computeTask } from '../../compute/index.ts'
import type { CapacityInput, CapacityResult, DemandColumns } from './capacity-input.ts'
import { Cells } from './cells.ts'
import type { WorkingCalendar } from '../../working-time/index.ts'
import { spreadWork, windowOf, type Counted, type PlannedWork } from './spread.ts'
import { PeopleCalendars, supplyOf } from './supply.ts'

/**
 * What everybody can do and has to do, by month and by week: one claimant after the other, so that no more than a few
 * calendars are in memory. Pure.
 */
export function computeCapacity(input: CapacityInput): CapacityResult {
  const { people, demand, projects, statusTime } = input
  const calendars = new PeopleCalendars()
  const problems: { person: number; sentence: string }[] = []
  const tables = [input.months, input.weeks].map((borders) => ({
    borders,
    capacity: [] as Float64Array[],
    cells: new Cells(projects + 1, borders.length),
  }))
  const entries = entriesByClaimant(demand)
  for (let claimant = 0; claimant < Math.max(people.length, entries.length); claimant++) {
    const terms = people[claimant]
    const own = terms === undefined ? undefined : calendars.of(terms)
    if (own?.problem !== undefined) problems.push({ person: claimant, sentence: own.problem })
    for (const { borders, capacity } of tables) {
      if (terms !== undefined && own !== undefined)
        capacity.push(supplyOf(terms, own.calendar, { borders, statusTime }))
    }
    for (const entry of entries[claimant] ?? []) {
      const planned = entryWork(input, entry, own?.calendar)
      if (planned === undefined) continue
      const { work, counted } = planned
      const project = demand.project[entry] ?? projects
      const assumed = demand.assumed[entry] === 1
      for (const { borders, cells } of tables) {
        spreadWork(work, { counted, borders }, (period, part) =>
          cells.add({ claimant, project, period }, part, assumed),
        )
      }
    }
  }
  const [months, weeks] = tables.map(({ capacity, cells }) => ({ capacity, cells: cells.columns() }))
  if (months === undefined || weeks === undefined) throw new Error('There are months and weeks.')
  return { months, weeks, problems }
}

/**
 * The work of one entry and the time in which it is done: in the calendar of the person, else in that of the item. Undefined:
 * nothing is left of it. Pure.
 */
export function entryWork(
  { demand, calendars, statusTime }: Pick<CapacityInput, 'demand' | 'calendars' | 'statusTime'>,
  entry: number,
  own: WorkingCalendar | undefined,
): { readonly work: PlannedWork; readonly counted: Counted } | undefined {
  const minutes = demand.minutes[entry] ?? 0
  if (!(minutes > 0)) return undefined
  const counted =
    own === undefined
      ? { table: calendars, calendar: demand.calendar[entry] ?? 0 }
      : { table: own.table, calendar: 0 }
  const [from, until] = [demand.from[entry] ?? statusTime, demand.until[entry] ?? statusTime]
  return { work: windowOf({ from, until, minutes }, counted, statusTime), counted }
}

/** Places of each claimant's entries. */
function entriesByClaimant({ claimant }: DemandColumns): readonly (readonly number[])[] {
  const entries: number[][] = []
  for (const [entry, of] of claimant.entries()) {
    while (entries.length <= of) entries.push([])
    entries[of]?.push(entry)
  }
  return entries
}

/** {@link computeCapacity} for the compute pool. */
export const COMPUTE_CAPACITY = computeTask<typeof computeCapacity>({
  title: 'Comparing demand with capacity',
  from: import.meta.url,
  module: './compute-capacity',
  name: 'computeCapacity',
})
