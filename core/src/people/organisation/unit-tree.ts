import type { PersonDefinition, UnitDefinition } from '../../config/index.ts'
import type { OrganisationProblem } from './organisation-problem.ts'

/** Who answers for a unit's people. */
export interface UnitHead {
  /** Id of a person; absent where the name is all that is known. */
  readonly person?: string
  readonly name: string
  /** The unit that states it: this one, or the nearest above it. */
  readonly of: string
}

/** A unit in its place. */
export interface OrganisationUnit {
  readonly definition: UnitDefinition
  /** From the top to the unit itself. */
  readonly path: readonly string[]
  /** Absent: neither it nor a unit above it names one. */
  readonly head?: UnitHead
  /** Id of the calendar that it, or the nearest unit above it, states. */
  readonly calendar?: string
}

/**
 * Puts units in their places, each after the one above it. A unit whose parent does not exist, or that is above itself,
 * stands at the top, and it is told.
 */
export function assembledUnits(
  units: readonly UnitDefinition[],
  people: readonly Pick<PersonDefinition, 'id' | 'name'>[],
  calendars: ReadonlyMap<string, unknown>,
): {
  readonly units: ReadonlyMap<string, OrganisationUnit>
  readonly problems: readonly OrganisationProblem[]
} {
  const given = new Map(units.map((unit) => [unit.id, unit]))
  const problems: OrganisationProblem[] = []
  const placed = new Map<string, OrganisationUnit>()
  for (const unit of units) {
    // From the unit up to the first that is placed already, to the top, or round in a circle.
    const way: UnitDefinition[] = []
    let at: UnitDefinition | undefined = unit
    while (at !== undefined && !placed.has(at.id) && !way.includes(at)) {
      way.push(at)
      if (at.parent !== undefined && !given.has(at.parent)) problems.push(unknown(at, 'unit', at.parent))
      at = at.parent === undefined ? undefined : given.get(at.parent)
    }
    if (at !== undefined && way.includes(at)) problems.push(circle(way.slice(way.indexOf(at))))
    for (const one of way.toReversed()) {
      if (one.calendar !== undefined && !calendars.has(one.calendar))
        problems.push(unknown(one, 'calendar', one.calendar))
      placed.set(one.id, inPlace(one, one.parent === undefined ? undefined : placed.get(one.parent)))
    }
  }

  function inPlace(definition: UnitDefinition, above: OrganisationUnit | undefined): OrganisationUnit {
    const head = definition.head === undefined ? above?.head : headOf(definition.id, definition.head)
    const own = definition.calendar
    const calendar = own !== undefined && calendars.has(own) ? own : above?.calendar
    return {
      definition,
      path: [...(above?.path ?? []), definition.id],
      ...(head !== undefined && { head }),
      ...(calendar !== undefined && { calendar }),
    }
  }

  function headOf(of: string, stated: string): UnitHead {
    const person = people.find(({ id }) => id === stated) ?? people.find(({ name }) => name === stated)
    return person === undefined ? { name: stated, of } : { person: person.id, name: person.name, of }
  }

  return { units: placed, problems }
}

function unknown({ id }: UnitDefinition, noun: string, target: string): OrganisationProblem {
  const sentence = `The unit "${id}" names the ${noun} "${target}", which does not exist; add it, or name another.`
  return { kind: 'unit', id, reason: 'unknown-target', sentence }
}

function circle(ring: readonly UnitDefinition[]): OrganisationProblem {
  const [first] = ring
  const names = [...ring, ...ring.slice(0, 1)].map(({ id }) => id).join(' > ')
  const sentence = `The units go round in a circle (${names}); take \`parent\` out of one of them.`
  return { kind: 'unit', id: first?.id ?? '', reason: 'circle', sentence }
}
