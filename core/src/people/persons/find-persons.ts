import { createHash } from 'node:crypto'
import { accountText, type KnownAccount } from './known-account.ts'
import { matchPersons, type Decision, type Person, type Suggestion } from './match-persons.ts'
import type { StatedPerson, UnknownAccount } from './stated-person.ts'

/** A person with an id. Each account has an id of its own, and any of them leads to the person. */
export interface KnownPerson extends Person {
  /** Of somebody whom the organisation states, the id that it gives. */
  readonly id: string
  /** As the organisation states it; else the fullest name among the accounts; else a login. */
  readonly name: string
}

/** Everybody behind the accounts. */
export interface FoundPersons {
  /** By name. */
  readonly persons: readonly KnownPerson[]
  readonly suggestions: readonly Suggestion[]
  /** Accounts that nobody stands behind. */
  readonly apps: readonly KnownAccount[]
  /** Accounts that the organisation names and no tracker has told of. */
  readonly unknown: readonly UnknownAccount[]
}

export interface FindPersonsInput {
  readonly accounts: readonly KnownAccount[]
  readonly decisions: readonly Decision[]
  readonly stated: readonly StatedPerson[]
}

/** Finds the persons behind accounts and gives them ids and names. Pure. */
export function findPersons({ accounts, decisions, stated }: FindPersonsInput): FoundPersons {
  const { persons, ...rest } = matchPersons(accounts, decisions, stated)
  const names = new Map(stated.map(({ id, name }) => [id, name]))
  const collator = new Intl.Collator('en')
  const known = persons
    .map((person) => ({
      ...person,
      id: person.stated ?? personId(person.anchor),
      name: names.get(person.stated ?? '') ?? nameOf(person.accounts),
    }))
    .toSorted((one, other) => collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1))
  return { persons: known, ...rest }
}

/** The id that an account leads to its person by. */
export function personId(anchor: string): string {
  return `p-${createHash('sha256').update(anchor).digest('hex').slice(0, 16)}`
}

/** Every id that leads to a person. */
export function idsOf({ id, accounts }: KnownPerson): readonly string[] {
  return [id, ...accounts.map((account) => personId(accountText(account)))]
}

/** The longest full name; names of tools that only know a login come last. */
function nameOf(accounts: readonly KnownAccount[]): string {
  const names = accounts.flatMap(({ displayName }) => displayName?.trim() ?? []).filter((name) => name !== '')
  const full = names.filter((name) => /\s/.test(name)).toSorted((one, other) => other.length - one.length)
  const [first] = accounts
  return full[0] ?? names[0] ?? first?.login ?? first?.email ?? first?.ref ?? ''
}
