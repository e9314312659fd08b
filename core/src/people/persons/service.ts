import { createHash } from 'node:crypto'
import type { Account } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { Database, Handle } from '../../database/index.ts'
import { findRecord, listRecords } from '../../records/index.ts'
import { accountText, type AccountKey, type KnownAccount } from './known-account.ts'
import { matchPersons, type Matched, type Person, type Suggestion } from './match-persons.ts'
import {
  keepPersonDecision,
  keptPersonDecisions,
  withdrawPersonDecision,
  type KeptDecision,
} from './queries.ts'

/** A person with an id. Each account has an id of its own, and any of them leads to the person. */
export interface KnownPerson extends Person {
  readonly id: string
  /** The fullest name among the accounts; else a login. */
  readonly name: string
}

const ACCOUNTS_A_PAGE = 500

/** Persons: which accounts of which tools are whose, by rules and by what people decide. */
export class PersonsService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** All persons, by name, and the accounts that nobody stands behind. */
  async persons(): Promise<{
    readonly persons: readonly KnownPerson[]
    readonly apps: readonly KnownAccount[]
  }> {
    const { persons, apps } = await this.#matched()
    const known = persons
      .map((person) => ({ ...person, id: personId(person.anchor), name: nameOf(person.accounts) }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1))
    return { persons: known, apps }
  }

  /** @throws PmoError `not-found` */
  async person(id: string): Promise<KnownPerson> {
    const { persons } = await this.persons()
    const found = persons.find(
      (person) =>
        person.id === id || person.accounts.some((account) => personId(accountText(account)) === id),
    )
    if (found !== undefined) return found
    throw new PmoError('not-found', `There is no person "${id.slice(0, 80)}"; people.persons lists them.`)
  }

  /** Accounts that may be one person's, for somebody to decide, the surest first. */
  async suggestions(): Promise<readonly Suggestion[]> {
    return (await this.#matched()).suggestions
  }

  decisions(): Promise<readonly KeptDecision[]> {
    return keptPersonDecisions(this.#database.root)
  }

  /**
   * Notes that two accounts are one person's, or two people's; it holds against every rule until it is withdrawn.
   *
   * @throws PmoError `not-found` for an account that nobody knows; `invalid-request` for an account and itself
   */
  async decide(decision: {
    readonly verdict: 'same' | 'apart'
    readonly one: AccountKey
    readonly other: AccountKey
    readonly note?: string
    readonly by: string
  }): Promise<KeptDecision> {
    const [one, other] = await Promise.all([this.#account(decision.one), this.#account(decision.other)])
    if (accountText(one) === accountText(other))
      throw new PmoError('invalid-request', 'Both accounts are the same one; name two of them.')
    const id = await this.#database.transaction((tx) => keepPersonDecision(tx, { ...decision, one, other }))
    return this.#decision(id)
  }

  /** Takes a decision back. @throws PmoError `not-found` */
  async withdraw(id: string, by: string): Promise<KeptDecision> {
    const done =
      /^\d{1,15}$/.test(id) && (await this.#database.transaction((tx) => withdrawPersonDecision(tx, id, by)))
    if (done) return this.#decision(id)
    throw new PmoError(
      'not-found',
      `There is no decision "${id.slice(0, 20)}" about accounts that still holds; people.decisions lists them.`,
    )
  }

  async #decision(id: string): Promise<KeptDecision> {
    const found = (await this.decisions()).find((decision) => decision.id === id)
    if (found === undefined) throw new Error(`The decision ${id} was kept and is not there.`)
    return found
  }

  async #account({ connection, ref }: AccountKey): Promise<AccountKey> {
    const record = await findRecord(this.#database.root, { connection, kind: 'account', name: ref })
    if (record !== undefined) return { connection: record.connection, ref: record.ref }
    throw new PmoError(
      'not-found',
      `The connection "${connection}" has no account "${ref.slice(0, 80)}"; people.accounts lists them.`,
    )
  }

  async #matched(): Promise<Matched> {
    const { root } = this.#database
    const [accounts, decisions] = await Promise.all([accountsOf(root), keptPersonDecisions(root)])
    return matchPersons(
      accounts,
      decisions.filter(({ withdrawnAt }) => withdrawnAt === undefined),
    )
  }
}

async function accountsOf(handle: Handle): Promise<readonly KnownAccount[]> {
  const found: KnownAccount[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'account' },
      sort: { by: 'key', direction: 'ascending' },
      limit: ACCOUNTS_A_PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    for (const { connection, ref, data } of page.records) found.push(knownAccount({ connection, ref }, data))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return found
}

function knownAccount(key: AccountKey, { login, displayName, email, type, active }: Account): KnownAccount {
  return {
    ...key,
    type,
    ...(login !== undefined && { login }),
    ...(displayName !== undefined && { displayName }),
    ...(email !== undefined && { email }),
    ...(active !== undefined && { active }),
  }
}

function personId(anchor: string): string {
  return `p-${createHash('sha256').update(anchor).digest('hex').slice(0, 16)}`
}

/** The longest full name; names of tools that only know a login come last. */
function nameOf(accounts: readonly KnownAccount[]): string {
  const names = accounts.flatMap(({ displayName }) => displayName?.trim() ?? []).filter((name) => name !== '')
  const full = names.filter((name) => /\s/.test(name)).toSorted((one, other) => other.length - one.length)
  const [first] = accounts
  return full[0] ?? names[0] ?? first?.login ?? first?.email ?? first?.ref ?? ''
}
