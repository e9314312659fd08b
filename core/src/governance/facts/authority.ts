import type { GovernanceFact } from '@headless-pmo/sdk'
import type { Organisation } from '../../people/index.ts'

const folded = (name: string): string => name.trim().toLowerCase()

/** The person of the organisation whom a text names, by id, else by name. */
export function personNamed(organisation: Organisation, text: string): string | undefined {
  if (organisation.people.has(text)) return text
  const wanted = folded(text)
  return [...organisation.people].find(([, { definition }]) => folded(definition.name) === wanted)?.[0]
}

/**
 * Whether the sponsor has authority over the people with work in a project: the units that the sponsor heads with all below
 * them, beside the units of the people.
 * @param people ids of the people with work, as the organisation knows them; undefined: somebody whom it does not know
 */
export function authorityOf(
  organisation: Organisation,
  sponsor: string | undefined,
  people: readonly (string | undefined)[],
): GovernanceFact['authority'] {
  if (organisation.units.size === 0) return undefined
  const person = sponsor === undefined ? undefined : personNamed(organisation, sponsor)
  const heads = (name: string | undefined): boolean =>
    name !== undefined &&
    sponsor !== undefined &&
    (name === person ||
      folded(name) === folded(sponsor) ||
      personNamed(organisation, name) === (person ?? ''))
  const own = new Set(
    [...organisation.units].filter(([, { definition }]) => heads(definition.head)).map(([id]) => id),
  )
  const covers = [...organisation.units]
    .filter(([, { path }]) => path.some((unit) => own.has(unit)))
    .map(([id]) => id)
  const counts = new Map<string, number>()
  let unknownPeople = 0
  for (const one of people) {
    const unit = one === undefined ? undefined : organisation.people.get(one)?.unit
    if (unit === undefined) unknownPeople += 1
    else counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  const involved = [...counts]
    .map(([unit, number]) => ({
      unit,
      title: organisation.units.get(unit)?.definition.name ?? unit,
      people: number,
    }))
    .toSorted((one, other) => (one.unit < other.unit ? -1 : 1))
  return { covers: covers.toSorted(), involved, unknownPeople }
}
