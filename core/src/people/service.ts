import { randomBytes } from 'node:crypto'
import type { Disguise } from '@headless-pmo/engine'
import type { Account } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { Database, Handle } from '../database/index.ts'
import { findRecord, rewriteConnection } from '../records/index.ts'
import { createDisguise, digestOf, type Pseudonym } from './disguise.ts'
import { keepPseudonym, pseudonymsOf } from './queries.ts'

export interface PeopleParts {
  readonly database: Database
  /** Runs work while no sync of the connection is under way. @throws PmoError `conflict` */
  readonly alone: <T>(connection: string, work: () => Promise<T>) => Promise<T>
}

export interface Pseudonymised {
  readonly connection: string
  readonly ref: string
  readonly pseudonym: string
  /** Raw items, records and entries of the history that named the person. */
  readonly raw: number
  readonly records: number
  readonly changes: number
}

/** What a sync has to hide of a connection's replies; nothing where nobody asked for it. */
export async function disguiseOf(handle: Handle, connection: string): Promise<Disguise | undefined> {
  const all = await pseudonymsOf(handle, connection)
  return all.length === 0 ? undefined : createDisguise(all)
}

/** People: forgetting them on request (law 17). */
export class PeopleService {
  readonly #parts: PeopleParts

  constructor(parts: PeopleParts) {
    this.#parts = parts
  }

  /**
   * Takes the names of an account out of everything that is stored, and out of all that is read from now on.
   * Facts and history stay and point to the same account. Done again, it takes out what has come since.
   *
   * @throws PmoError `not-found`; `conflict` while the connection is being synced
   */
  async pseudonymise(request: {
    readonly connection: string
    readonly account: string
    readonly by: string
  }): Promise<Pseudonymised> {
    const { connection, by } = request
    const { database, alone } = this.#parts
    const record = await findRecord(database.root, { connection, kind: 'account', name: request.account })
    if (record === undefined) {
      throw new PmoError(
        'not-found',
        `The connection "${connection}" has no account "${request.account.slice(0, 80)}"; people.accounts lists them.`,
      )
    }
    return alone(connection, async () => {
      const all = await pseudonymsOf(database.root, connection)
      const person = pseudonymOf(all, record.ref, namesOf(record.data))
      await database.transaction((tx) => keepPseudonym(tx, connection, person, by))
      const others = all.filter(({ account }) => account !== record.ref)
      const rewritten = await rewriteConnection(database, connection, createDisguise([...others, person]))
      return { connection, ref: record.ref, pseudonym: person.pseudonym, ...rewritten }
    })
  }
}

function pseudonymOf(all: readonly Pseudonym[], account: string, names: readonly string[]): Pseudonym {
  const known = all.find((one) => one.account === account)
  const salt = known?.salt ?? all[0]?.salt ?? randomBytes(16).toString('base64url')
  const pseudonym = known?.pseudonym ?? `person-${randomBytes(5).toString('hex')}`
  // Where the ref itself is the login, it is an identity that facts point to, and stays.
  const digests = names.filter((name) => name !== account).map((name) => digestOf(salt, name))
  return { account, pseudonym, salt, digests: [...new Set([...(known?.digests ?? []), ...digests])] }
}

function namesOf({ login, displayName, email }: Account): string[] {
  return [login, displayName, email].flatMap((name) => name ?? [])
}
