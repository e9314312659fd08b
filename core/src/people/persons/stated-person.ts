import { accountText, type KnownAccount } from './known-account.ts'

/**
 * Takes the place of a connection in the keys of people whom the organisation states, so that the rules treat what it
 * says of them like an account. No connection can be called so.
 */
export const ORGANISATION = '@people'

/** An account that the organisation says is somebody's. */
export interface StatedAccount {
  readonly connection: string
  /** Ref, login or e-mail address. */
  readonly account: string
}

/** Somebody whom the organisation states, with the accounts that it says are theirs. */
export interface StatedPerson {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly accounts: readonly StatedAccount[]
}

/** An account that the organisation names and no tracker has told of. */
export interface UnknownAccount extends StatedAccount {
  /** Id of the person. */
  readonly person: string
}

/** Keys of the accounts that each person is stated to have, and names that lead to none. */
export interface StatedAccounts {
  /** Person and key of an account, in order; an account that two people claim is the first one's. */
  readonly found: readonly { readonly person: string; readonly key: string }[]
  readonly unknown: readonly UnknownAccount[]
}

/** What the organisation says of somebody, as an account. */
export function statedAccount({ id, name, email }: StatedPerson): KnownAccount {
  return {
    connection: ORGANISATION,
    ref: id,
    type: 'human',
    displayName: name,
    ...(email !== undefined && { email }),
  }
}

/**
 * Looks up the accounts that people are stated to have: by ref, else by login, else by address; an address may lead to
 * several, since plans name somebody anew in each file.
 */
export function statedAccounts(
  accounts: readonly KnownAccount[],
  people: readonly StatedPerson[],
): StatedAccounts {
  if (people.every((person) => person.accounts.length === 0)) return { found: [], unknown: [] }
  const named = new Map<string, string[]>()
  const name = (rank: string, connection: string, text: string): string =>
    JSON.stringify([rank, connection, rank === 'ref' ? text : text.trim().toLowerCase()])
  const add = (key: string, account: KnownAccount): void => {
    const keys = named.get(key) ?? []
    keys.push(accountText(account))
    named.set(key, keys)
  }
  for (const account of accounts) {
    add(name('ref', account.connection, account.ref), account)
    if (account.login !== undefined) add(name('login', account.connection, account.login), account)
    if (account.email !== undefined) add(name('email', account.connection, account.email), account)
  }
  const claimed = new Set<string>()
  const found: StatedAccounts['found'][number][] = []
  const unknown: UnknownAccount[] = []
  for (const person of people) {
    for (const { connection, account } of person.accounts) {
      const keys = ['ref', 'login', 'email'].map((rank) => named.get(name(rank, connection, account)))
      const theirs = keys.find((one) => one !== undefined)
      if (theirs === undefined) unknown.push({ person: person.id, connection, account })
      for (const key of theirs ?? []) {
        if (claimed.has(key)) continue
        claimed.add(key)
        found.push({ person: person.id, key })
      }
    }
  }
  return { found, unknown }
}
