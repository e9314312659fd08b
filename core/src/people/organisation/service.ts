import type {
  CalendarDefinition,
  PersonDefinition,
  RoleDefinition,
  TeamDefinition,
  UnitDefinition,
} from '../../config/index.ts'
import { PmoError } from '../../config/index.ts'
import type { Definition, DefinitionService } from '../../definitions/index.ts'
import type { StatedPerson } from '../persons/stated-person.ts'
import { assembleOrganisation, type Organisation, type OrganisationDefinitions } from './organisation.ts'

/** What the organisation is made of, by the kind of its entries. */
export interface OrganisationEntries {
  readonly unit: UnitDefinition
  readonly role: RoleDefinition
  readonly team: TeamDefinition
  readonly person: PersonDefinition
  readonly calendar: CalendarDefinition
}
export type OrganisationKind = keyof OrganisationEntries

/** A change of one entry; without an entry it is removed. */
export interface OrganisationChange<K extends OrganisationKind = OrganisationKind> {
  readonly kind: K
  readonly id: string
  readonly entry?: Omit<OrganisationEntries[K], 'id'>
}

const LISTS = {
  unit: 'units',
  role: 'roles',
  team: 'teams',
  person: 'people',
  calendar: 'calendars',
} as const satisfies Record<OrganisationKind, keyof OrganisationDefinitions>

/** Units, roles, teams, people and calendars, of the file and of the API. */
export class OrganisationService {
  readonly #definitions: DefinitionService

  constructor(definitions: DefinitionService) {
    this.#definitions = definitions
  }

  /** Everything as it counts now. */
  async current(): Promise<Organisation> {
    return assembleOrganisation(await this.#stated())
  }

  /** Everything as it was stated at an instant; what was first stated later, as it was stated first. */
  async at(instant: string): Promise<Organisation> {
    return assembleOrganisation(await this.#stated(instant))
  }

  /** People for those who look for the persons behind accounts. */
  async statedPeople(): Promise<readonly StatedPerson[]> {
    const people = await this.#entries('person')
    return people.map(({ id, name, email, accounts = [] }) => ({
      id,
      name,
      accounts,
      ...(email !== undefined && { email }),
    }))
  }

  /** The entries of a kind with their versions, in the order of configuration. */
  list(kind: OrganisationKind): Promise<Definition[]> {
    return this.#definitions.list(kind)
  }

  /**
   * Refuses changes after which the organisation would not fit together any more: a target that is not there, a circle,
   * an account of two people.
   *
   * @throws PmoError `invalid-request`
   */
  async check(changes: readonly OrganisationChange[]): Promise<void> {
    const before = await this.#stated()
    const known = new Set(assembleOrganisation(before).problems.map(({ sentence }) => sentence))
    const after = assembleOrganisation(changed(before, changes))
    const [problem] = after.problems.filter(({ sentence }) => !known.has(sentence))
    if (problem !== undefined) throw new PmoError('invalid-request', problem.sentence)
  }

  async #stated(at?: string): Promise<OrganisationDefinitions> {
    return {
      units: await this.#entries('unit', at),
      roles: await this.#entries('role', at),
      teams: await this.#entries('team', at),
      people: await this.#entries('person', at),
      calendars: await this.#entries('calendar', at),
    }
  }

  async #entries<K extends OrganisationKind>(kind: K, at?: string): Promise<OrganisationEntries[K][]> {
    const definitions =
      at === undefined ? await this.#definitions.list(kind) : await this.#definitions.listAt(kind, at)
    // A stored body passed the schema of its kind when it was written.
    return definitions.map(({ id, body }) => ({ ...body, id }) as OrganisationEntries[K])
  }
}

/** The definitions after changes. */
export function changed(
  before: OrganisationDefinitions,
  changes: readonly OrganisationChange[],
): OrganisationDefinitions {
  let after = before
  for (const { kind, id, entry } of changes) {
    const list = LISTS[kind]
    const others = (after[list] as readonly { readonly id: string }[]).filter((one) => one.id !== id)
    // The entry is of its kind, and so is the list.
    after = { ...after, [list]: entry === undefined ? others : [...others, { ...entry, id }] }
  }
  return after
}
