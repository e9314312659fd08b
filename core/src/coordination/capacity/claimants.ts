import type { Breathe } from '@headless-pmo/engine'
import type { Resource } from '@headless-pmo/sdk'
import {
  workingTerms,
  type Everybody,
  type KnownPerson,
  type Organisation,
  type PlanTerms,
} from '../../people/index.ts'
import type { PersonTerms } from './capacity-input.ts'
import type { Claimant } from './capacity-facts.ts'
import type { OfConnection } from './plan-records.ts'

/** A claimant with what their capacity is computed from; a role or nobody has no terms. */
export interface ClaimantTerms {
  readonly claimant: Claimant
  readonly terms?: PersonTerms
  readonly calendarStated: boolean
  readonly otherWorkStated: boolean
}

export interface ClaimantsInput {
  readonly everybody: Pick<Everybody, 'persons'>
  readonly organisation: Organisation
  /** IANA zone of calendars that state none. */
  readonly zone: string
  readonly resources: readonly OfConnection<Resource>[]
  /** What the plan says of a resource's working time. */
  readonly termsOf: (resource: OfConnection<Resource>) => PlanTerms
}

/**
 * Finds who is meant by accounts, resources and roles of all tools, so that whoever works under several names is one
 * claimant. A resource is whom its account belongs to, else whoever alone has its e-mail address or its full name, else a
 * role of that name, else somebody whom only the plan knows.
 */
export class Claimants {
  readonly #input: ClaimantsInput
  readonly #byAccount = new Map<string, KnownPerson>()
  readonly #byEmail = new Map<string, KnownPerson | 'several'>()
  readonly #byName = new Map<string, KnownPerson | 'several'>()
  readonly #resources: ReadonlyMap<string, OfConnection<Resource>>
  readonly #plans = new Map<string, PlanTerms>()
  readonly #people = new Map<string, ClaimantTerms>()
  readonly #others = new Map<string, ClaimantTerms>()

  private constructor(input: ClaimantsInput) {
    this.#input = input
    this.#resources = new Map(
      input.resources.map((resource) => [`${resource.connection}\n${resource.record.ref}`, resource]),
    )
  }

  /** Looks everybody up. @param breathe lets the event loop turn meanwhile */
  static async among(input: ClaimantsInput, breathe: Breathe): Promise<Claimants> {
    const made = new Claimants(input)
    await made.#readPersons(breathe)
    await made.#readPlans(breathe)
    // Whoever the organisation states has capacity, with or without work.
    for (const person of input.everybody.persons) if (person.stated !== undefined) made.#person(person)
    return made
  }

  /** Somebody's account in a tool. */
  account(connection: string, name: string): ClaimantTerms {
    const person = this.#byAccount.get(`${connection}\n${name}`)
    return person === undefined
      ? this.#stranger(
          `account:${connection}/${name}`,
          name,
          `Nothing is known of the account ${connection}/${name}.`,
        )
      : this.#person(person)
  }

  /** A resource of a plan; undefined where it is no work, or not there. */
  resource(connection: string, ref: string): ClaimantTerms | undefined {
    const resource = this.#resources.get(`${connection}\n${ref}`)
    if (resource === undefined || resource.record.type !== 'work') return undefined
    const { name, generic } = resource.record
    const role = this.#roleNamed(name)
    if (generic === true) return this.role(name)
    const person = this.#personOf(resource)
    if (person !== undefined) return this.#person(person)
    if (role !== undefined) return this.role(name)
    return this.#stranger(
      `resource:${connection}/${nameKey(name)[0] ?? name.toLowerCase()}`,
      name,
      `Known as a resource of a plan alone (${connection}): no account or person has that name or address.`,
      this.#input.termsOf(resource),
    )
  }

  /** A role that nobody fills yet, by its id or name. */
  role(name: string): ClaimantTerms {
    const { organisation } = this.#input
    const role = this.#roleNamed(name)
    const key = `role ${role?.id ?? name.toLowerCase()}`
    const known = this.#others.get(key)
    if (known !== undefined) return known
    const unit = role?.unit !== undefined && organisation.units.has(role.unit) ? role.unit : undefined
    return this.#other(key, {
      kind: 'role',
      id: role?.id ?? name,
      name: role?.name ?? name,
      roles: [role?.id ?? name],
      assumptions: role === undefined ? [`No role of the organisation is called "${name}".`] : [],
      ...(unit !== undefined && { unit }),
    })
  }

  /** Work that is nobody's. */
  nobody(): ClaimantTerms {
    return (
      this.#others.get('nobody') ??
      this.#other('nobody', { kind: 'nobody', id: '', name: 'Nobody', roles: [], assumptions: [] })
    )
  }

  /** Everybody who was asked for, people first; their order is the one that numbers count. */
  all(): readonly ClaimantTerms[] {
    return [...this.#people.values(), ...this.#others.values()]
  }

  #person(person: KnownPerson): ClaimantTerms {
    const known = this.#people.get(person.id)
    if (known !== undefined) return known
    const { organisation, zone } = this.#input
    const plan = this.#plans.get(person.id)
    const member = person.stated === undefined ? undefined : organisation.people.get(person.stated)
    const terms = workingTerms(organisation, person.stated, { zone, ...(plan !== undefined && { plan }) })
    const made: ClaimantTerms = {
      claimant: {
        kind: 'person',
        id: person.id,
        name: person.name,
        roles: member?.roles ?? [],
        assumptions: terms.assumptions,
        ...(member?.unit !== undefined && { unit: member.unit }),
      },
      terms,
      calendarStated: terms.calendarFrom !== 'nobody',
      otherWorkStated: terms.otherWorkStated,
    }
    this.#people.set(person.id, made)
    return made
  }

  #stranger(id: string, name: string, why: string, plan?: PlanTerms): ClaimantTerms {
    const known = this.#people.get(id)
    if (known !== undefined) return known
    const { organisation, zone } = this.#input
    const terms = workingTerms(organisation, undefined, { zone, ...(plan !== undefined && { plan }) })
    const made: ClaimantTerms = {
      claimant: { kind: 'person', id, name, roles: [], assumptions: [why, ...terms.assumptions] },
      terms,
      calendarStated: terms.calendarFrom !== 'nobody',
      otherWorkStated: false,
    }
    this.#people.set(id, made)
    return made
  }

  #other(key: string, claimant: Claimant): ClaimantTerms {
    const made = { claimant, calendarStated: true, otherWorkStated: true }
    this.#others.set(key, made)
    return made
  }

  #personOf({ connection, record }: OfConnection<Resource>): KnownPerson | undefined {
    const { account, email, name } = record
    const accountName = typeof account === 'string' ? account : account?.key
    if (accountName !== undefined) {
      const person = this.#byAccount.get(`${connection}\n${accountName}`)
      if (person !== undefined) return person
    }
    const byEmail = email === undefined ? undefined : this.#byEmail.get(email.toLowerCase())
    if (byEmail !== undefined && byEmail !== 'several') return byEmail
    const [key] = nameKey(name)
    const byName = key === undefined ? undefined : this.#byName.get(key)
    return byName === 'several' ? undefined : byName
  }

  #roleNamed(
    name: string,
  ): { readonly id: string; readonly name: string; readonly unit?: string | undefined } | undefined {
    const wanted = name.trim().toLowerCase()
    return this.#input.organisation.roles
      .values()
      .find((role) => role.id === wanted || role.name.toLowerCase() === wanted)
  }

  async #readPersons(breathe: Breathe): Promise<void> {
    const { everybody, organisation } = this.#input
    for (const person of everybody.persons) {
      for (const { connection, ref, login, email, displayName } of person.accounts) {
        this.#byAccount.set(`${connection}\n${ref}`, person)
        const other = login === undefined ? undefined : `${connection}\n${login}`
        if (other !== undefined && !this.#byAccount.has(other)) this.#byAccount.set(other, person)
        if (email !== undefined) alone(this.#byEmail, email.toLowerCase(), person)
        for (const key of nameKey(displayName ?? '')) alone(this.#byName, key, person)
      }
      const email = organisation.people.get(person.stated ?? '')?.definition.email
      if (email !== undefined) alone(this.#byEmail, email.toLowerCase(), person)
      for (const key of nameKey(person.name)) alone(this.#byName, key, person)
      await breathe()
    }
  }

  /** The first plan, in the order of its resources, that says when somebody works. */
  async #readPlans(breathe: Breathe): Promise<void> {
    for (const resource of this.#input.resources) {
      await breathe()
      if (resource.record.type !== 'work' || resource.record.generic === true) continue
      const person = this.#personOf(resource)
      if (person === undefined) continue
      const terms = this.#input.termsOf(resource)
      const known = this.#plans.get(person.id)
      if (known === undefined || (known.calendar === undefined && terms.calendar !== undefined))
        this.#plans.set(person.id, terms)
    }
  }
}

/** A full name in a form that compares, whatever order its parts are in; none where it is a single word. */
function nameKey(name: string): readonly string[] {
  const parts = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')
  return parts.length < 2 ? [] : [parts.toSorted().join(' ')]
}

/** Notes who has a value, or that several have. */
function alone(known: Map<string, KnownPerson | 'several'>, value: string, person: KnownPerson): void {
  const holder = known.get(value)
  known.set(value, holder === undefined || holder === person ? person : 'several')
}
