import type {
  CalendarDefinition,
  PersonDefinition,
  RoleDefinition,
  TeamDefinition,
  UnitDefinition,
} from '../../config/index.ts'
import { assembledUnits, type OrganisationUnit } from './unit-tree.ts'
import type { OrganisationProblem } from './organisation-problem.ts'

/** What the file and the API say of the organisation, in the order of configuration. */
export interface OrganisationDefinitions {
  readonly units: readonly UnitDefinition[]
  readonly roles: readonly RoleDefinition[]
  readonly teams: readonly TeamDefinition[]
  readonly people: readonly PersonDefinition[]
  readonly calendars: readonly CalendarDefinition[]
}

/** Somebody of the organisation, with what follows for them from teams and units. */
export interface Member {
  readonly definition: PersonDefinition
  /** Their own unit, else that of their first team which has one. */
  readonly unit?: string
  /** Ids of roles that exist, the usual one first. */
  readonly roles: readonly string[]
  /** Ids of teams. */
  readonly teams: readonly string[]
}

/** The organisation with everything looked up, and what does not fit in it. */
export interface Organisation {
  /** Each before those below it. */
  readonly units: ReadonlyMap<string, OrganisationUnit>
  readonly roles: ReadonlyMap<string, RoleDefinition>
  readonly teams: ReadonlyMap<string, TeamDefinition>
  readonly people: ReadonlyMap<string, Member>
  readonly calendars: ReadonlyMap<string, CalendarDefinition>
  readonly defaultCalendar?: CalendarDefinition
  readonly problems: readonly OrganisationProblem[]
}

/**
 * Puts an organisation together. What names something that is not there is left out and told, so that everything else
 * can be used. Pure.
 */
export function assembleOrganisation(given: OrganisationDefinitions): Organisation {
  const problems: OrganisationProblem[] = []
  const roles = byId(given.roles)
  const calendars = byId(given.calendars)
  const people = byId(given.people)
  const tree = assembledUnits(given.units, given.people, calendars)
  problems.push(...tree.problems)
  const unknown = (
    of: Pick<OrganisationProblem, 'kind' | 'id'>,
    noun: string,
    id: string | undefined,
    known: ReadonlyMap<string, unknown>,
  ): void => {
    if (id === undefined || known.has(id)) return
    const sentence = `The ${of.kind} "${of.id}" names the ${noun} "${id}", which does not exist; add it, or name another.`
    problems.push({ ...of, reason: 'unknown-target', sentence })
  }

  for (const { id, unit } of given.roles) unknown({ kind: 'role', id }, 'unit', unit, tree.units)
  const teamsOf = new Map<string, string[]>()
  for (const team of given.teams) {
    const of = { kind: 'team', id: team.id } as const
    unknown(of, 'unit', team.unit, tree.units)
    unknown(of, 'calendar', team.calendar, calendars)
    for (const member of new Set(team.members)) {
      unknown(of, 'person', member, people)
      teamsOf.set(member, [...(teamsOf.get(member) ?? []), team.id])
    }
  }
  const teams = byId(given.teams)
  const members = given.people.map((definition): [string, Member] => {
    const of = { kind: 'person', id: definition.id } as const
    unknown(of, 'unit', definition.unit, tree.units)
    unknown(of, 'calendar', definition.calendar, calendars)
    for (const role of definition.roles ?? []) unknown(of, 'role', role, roles)
    const { from, until } = definition
    if (from !== undefined && until !== undefined && until < from) {
      const sentence = `The person "${definition.id}" leaves (${until}) before they come (${from}); change one of the days.`
      problems.push({ ...of, reason: 'backwards', sentence })
    }
    const own = teamsOf.get(definition.id) ?? []
    const unit = [definition.unit, ...own.map((team) => teams.get(team)?.unit)].find(
      (one) => one !== undefined && tree.units.has(one),
    )
    return [
      definition.id,
      {
        definition,
        ...(unit !== undefined && { unit }),
        roles: (definition.roles ?? []).filter((role) => roles.has(role)),
        teams: own,
      },
    ]
  })
  const defaults = given.calendars.filter(({ isDefault }) => isDefault === true)
  const [defaultCalendar] = defaults
  for (const { id } of defaults.slice(1)) {
    const sentence = `The calendar "${id}" says that it is the default, as "${defaultCalendar?.id}" does, which is used; leave it out in one of them.`
    problems.push({ kind: 'calendar', id, reason: 'second-default', sentence })
  }
  for (const { id, base } of given.calendars) unknown({ kind: 'calendar', id }, 'calendar', base, calendars)
  return {
    units: tree.units,
    roles,
    teams,
    people: new Map(members),
    calendars,
    ...(defaultCalendar !== undefined && { defaultCalendar }),
    problems: [...problems, ...sharedAccounts(given.people)],
  }
}

/** An account is one person's: the first in order has it. */
function sharedAccounts(people: readonly PersonDefinition[]): readonly OrganisationProblem[] {
  const owners = new Map<string, string>()
  return people.flatMap(({ id, accounts = [] }) =>
    accounts.flatMap(({ connection, account }): OrganisationProblem[] => {
      const key = `${connection} ${account.toLowerCase()}`
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, id)
      if (owner === undefined || owner === id) return []
      const sentence = `The person "${id}" has the account ${connection}/${account}, which is already that of "${owner}"; take it out of one of them.`
      return [{ kind: 'person', id, reason: 'shared-account', sentence }]
    }),
  )
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}
