import type { CapacityFacts, Claimant, Effort } from './capacity-facts.ts'

/** Somebody whom several projects ask for work. */
export interface WantedPerson extends Effort {
  readonly person: Claimant
  /** Name of whoever answers for them. */
  readonly head?: string
  /** What each project asks for in all, the most first. */
  readonly projects: readonly (Effort & {
    readonly project: string
    readonly name: string
    readonly manager?: string
  })[]
}

/**
 * People by the number of projects that need them, over all the months looked at, whether or not they have the time: the most
 * wanted first, ties by how much is asked. Work of no project counts for none. Pure.
 *
 * @param least projects that have to need somebody
 */
export function wantedPeople(facts: CapacityFacts, least: number): readonly WantedPerson[] {
  const { claimants, months, beyond, projects, units } = facts
  const named = new Map(projects.map((project) => [project.id, project]))
  const heads = new Map(units.map(({ id, head }) => [id, head]))
  const asked = new Map<number, Map<string, { stated: number; assumed: number }>>()
  for (const { claimant, project, stated, assumed } of [...months.cells, ...beyond]) {
    if (project === undefined || claimants[claimant]?.kind !== 'person') continue
    const own = asked.get(claimant) ?? new Map<string, { stated: number; assumed: number }>()
    asked.set(claimant, own)
    const sum = own.get(project) ?? { stated: 0, assumed: 0 }
    own.set(project, { stated: sum.stated + stated, assumed: sum.assumed + assumed })
  }
  const wanted: WantedPerson[] = []
  for (const [claimant, own] of asked) {
    const person = claimants[claimant]
    if (person === undefined || own.size < least) continue
    const head = person.unit === undefined ? undefined : heads.get(person.unit)
    const shares = [...own].map(([project, effort]) => {
      const { name = project, manager } = named.get(project) ?? {}
      return { project, name, ...effort, ...(manager !== undefined && { manager }) }
    })
    wanted.push({
      person,
      ...(head !== undefined && { head }),
      stated: shares.reduce((sum, { stated }) => sum + stated, 0),
      assumed: shares.reduce((sum, { assumed }) => sum + assumed, 0),
      projects: shares.toSorted((one, other) => inAll(other) - inAll(one)),
    })
  }
  return wanted.toSorted(
    (one, other) =>
      other.projects.length - one.projects.length ||
      inAll(other) - inAll(one) ||
      (one.person.name < other.person.name ? -1 : 1),
  )
}

function inAll({ stated, assumed }: Effort): number {
  return stated + assumed
}
