import { createHash } from 'node:crypto'
import { breather } from '@headless-pmo/engine'
import type { Account } from '@headless-pmo/sdk'
import type { ComputePool } from '../../compute/index.ts'
import { PmoError } from '../../config/index.ts'
import type { Database, Handle } from '../../database/index.ts'
import { findRecord, listRecords, stampOf } from '../../records/index.ts'
import { pageOfWhole, type WholeListQuestion } from '../../rpc/index.ts'
import { findPersonsApart } from './find-persons-apart.ts'
import { idsOf, type FoundPersons, type KnownPerson } from './find-persons.ts'
import { accountText, type AccountKey, type KnownAccount } from './known-account.ts'
import type { Suggestion } from './match-persons.ts'
import {
  keepPersonDecision,
  keptPersonDecisions,
  withdrawPersonDecision,
  type KeptDecision,
} from './queries.ts'
import { ORGANISATION, type StatedPerson } from './stated-person.ts'

export interface PersonsParts {
  readonly database: Database
  readonly pool: ComputePool
  /** People whom the organisation states. */
  readonly stated: () => Promise<readonly StatedPerson[]>
}

/** Everybody, as of one state of accounts, decisions and organisation; and the persons that ids and accounts lead to. */
export interface Everybody extends FoundPersons {
  /** Another text as soon as any of it may be another. */
  readonly stamp: string
  readonly byId: (id: string) => KnownPerson | undefined
  readonly byAccount: (account: AccountKey) => KnownPerson | undefined
}

const ACCOUNTS_A_PAGE = 500

/** Persons: which accounts of which tools are whose, by rules and by what people decide. */
export class PersonsService {
  readonly #parts: PersonsParts
  #kept: { readonly stamp: string; readonly found: Promise<Everybody> } | undefined

  constructor(parts: PersonsParts) {
    this.#parts = parts
  }

  /** All persons, by name, and the accounts that nobody stands behind. Kept until anything that it is made of changes. */
  async everybody(): Promise<Everybody> {
    const { root } = this.#parts.database
    const decisions = await keptPersonDecisions(root)
    const stated = await this.#parts.stated()
    const stamp = stampText([await stampOf(root, ['account']), decisions, stated])
    if (this.#kept?.stamp !== stamp) {
      const found = this.#find(stamp, decisions, stated)
      this.#kept = { stamp, found }
      // What failed is not kept; whoever asked is told.
      found.catch(() => {
        if (this.#kept?.found === found) this.#kept = undefined
      })
    }
    return this.#kept.found
  }

  /**
   * A page of persons, by name; the apps come with the first one.
   *
   * @throws PmoError `invalid-request` where the page before is no longer known
   */
  async list(
    query: WholeListQuestion & { readonly text?: string },
  ): Promise<Pick<FoundPersons, 'persons' | 'apps'> & { readonly next?: string }> {
    const { persons, apps } = await this.everybody()
    const { text, ...question } = query
    const found = text === undefined ? persons : persons.filter((person) => isCalled(person, text))
    const { rows, ...next } = pageOfWhole(found, question, {
      id: ({ id }) => id,
      by: { name: ({ name }) => name.toLowerCase(), accounts: ({ accounts }) => accounts.length },
    })
    return { persons: rows, apps: query.cursor === undefined ? apps : [], ...next }
  }

  /** @throws PmoError `not-found` */
  async person(id: string): Promise<KnownPerson> {
    const found = (await this.everybody()).byId(id)
    if (found !== undefined) return found
    throw new PmoError('not-found', `There is no person "${id.slice(0, 80)}"; people.persons lists them.`)
  }

  /** Accounts that may be one person's, for somebody to decide, the surest first. */
  async suggestions(): Promise<readonly Suggestion[]> {
    return (await this.everybody()).suggestions
  }

  decisions(): Promise<readonly KeptDecision[]> {
    return keptPersonDecisions(this.#parts.database.root)
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
    const id = await this.#parts.database.transaction((tx) =>
      keepPersonDecision(tx, { ...decision, one, other }),
    )
    return this.#decision(id)
  }

  /** Takes a decision back. @throws PmoError `not-found` */
  async withdraw(id: string, by: string): Promise<KeptDecision> {
    const done =
      /^\d{1,15}$/.test(id) &&
      (await this.#parts.database.transaction((tx) => withdrawPersonDecision(tx, id, by)))
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
    if (connection === ORGANISATION) {
      const stated = (await this.#parts.stated()).some(({ id }) => id === ref)
      if (stated) return { connection, ref }
      throw new PmoError(
        'not-found',
        `The organisation has no person "${ref.slice(0, 80)}"; add one to \`people\`.`,
      )
    }
    const { root } = this.#parts.database
    const record = await findRecord(root, { connection, kind: 'account', name: ref })
    if (record !== undefined) return { connection: record.connection, ref: record.ref }
    const called = ref.toLowerCase()
    const { persons } = await this.everybody()
    // People know accounts by what they sign in with.
    const byLogin = persons
      .flatMap(({ accounts }) => accounts)
      .filter((account) => account.connection === connection && account.login?.toLowerCase() === called)
    const [only] = byLogin
    if (only !== undefined && byLogin.length === 1) return { connection, ref: only.ref }
    throw new PmoError(
      'not-found',
      `The connection "${connection}" has no account "${ref.slice(0, 80)}"; people.accounts lists them.`,
    )
  }

  async #find(
    stamp: string,
    decisions: readonly KeptDecision[],
    stated: readonly StatedPerson[],
  ): Promise<Everybody> {
    const { database, pool } = this.#parts
    const found = await findPersonsApart(pool, {
      accounts: await accountsOf(database.root),
      decisions: decisions.filter(({ withdrawnAt }) => withdrawnAt === undefined),
      stated,
    })
    const byId = new Map<string, KnownPerson>()
    const byAccount = new Map<string, KnownPerson>()
    const breathe = breather()
    for (const person of found.persons) {
      for (const id of idsOf(person)) byId.set(id, person)
      for (const account of person.accounts) byAccount.set(accountText(account), person)
      await breathe()
    }
    return {
      ...found,
      stamp,
      byId: (id) => byId.get(id),
      byAccount: (account) => byAccount.get(accountText(account)),
    }
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

function isCalled({ name, accounts }: KnownPerson, text: string): boolean {
  const wanted = text.toLowerCase()
  const words = [name, ...accounts.flatMap(({ login, email, displayName }) => [login, email, displayName])]
  return words.some((word) => word?.toLowerCase().includes(wanted) === true)
}

function stampText(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
