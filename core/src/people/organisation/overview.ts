import type { UnknownAccount } from '../persons/stated-person.ts'
import type { Organisation } from './organisation.ts'

/** The organisation for people: the tree of units in order, how many are where, and what does not fit. */
export function overviewOf(organisation: Organisation, unknown: readonly UnknownAccount[]) {
  const { units, roles, teams, people, calendars, problems } = organisation
  const members = [...people.values()]
  const inTree = [...units.values()].toSorted((one, other) => {
    const [left, right] = [one.path.join('\n'), other.path.join('\n')]
    return left < right ? -1 : left > right ? 1 : 0
  })
  return {
    units: inTree.map(({ definition, path, head, calendar }) => ({
      id: definition.id,
      name: definition.name,
      depth: path.length - 1,
      ...(path.length > 1 && { parent: path.at(-2) ?? '' }),
      ...(head !== undefined && { head: head.name, headOf: head.of }),
      ...(calendar !== undefined && { calendar }),
      people: members.filter(({ unit }) => unit === definition.id).length,
    })),
    roles: [...roles.values()].map(({ id, name, unit }) => ({
      id,
      name,
      ...(unit !== undefined && { unit }),
      people: members.filter((member) => member.roles.includes(id)).length,
    })),
    teams: [...teams.values()].map(({ id, name, unit }) => ({
      id,
      name,
      ...(unit !== undefined && { unit }),
      people: members.filter((member) => member.teams.includes(id)).length,
    })),
    people: members.length,
    calendars: [...calendars.values()].map(({ id, name, isDefault }) => ({
      id,
      name,
      isDefault: isDefault === true,
    })),
    problems: [
      ...problems,
      ...unknown.map(({ person, connection, account }) => ({
        kind: 'person' as const,
        id: person,
        reason: 'unknown-account',
        sentence: `The person "${person}" is said to have the account ${connection}/${account}, of which no sync has told; correct it, or sync "${connection}".`,
      })),
    ],
  }
}
