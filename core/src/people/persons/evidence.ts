import { accountText, type KnownAccount } from './known-account.ts'
import { traitsOf, type Traits } from './traits.ts'

/** Why two accounts may be one person's, the strongest first. */
export type Rule = 'decision' | 'stated' | 'email' | 'login' | 'name' | 'initial'

/**
 * How sure each rule is, from 0 to 1. What a person decided, or the organisation states, is certain; a full name is the weakest word that still merges, an
 * initial with a family name only suggests.
 */
export const CONFIDENCE: Readonly<Record<Rule, number>> = {
  decision: 1,
  stated: 1,
  email: 0.95,
  login: 0.8,
  name: 0.6,
  initial: 0.4,
}

/** Two accounts, and what speaks for one person behind them. */
export interface Evidence {
  /** Keys as one text each, the smaller first. */
  readonly one: string
  readonly other: string
  readonly rule: Rule
  /** From 0 to 1. */
  readonly confidence: number
  /** What is the same in both, in a sentence. */
  readonly why: string
}

export interface TraitedAccount {
  readonly account: KnownAccount
  readonly key: string
  readonly traits: Traits
}

/** Accounts with what they tell, in one order whatever order they came in. */
export function traited(accounts: readonly KnownAccount[]): readonly TraitedAccount[] {
  return accounts
    .map((account) => ({ account, key: accountText(account), traits: traitsOf(account) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

/** What the rules find, the surest first; a trait that two accounts of one tool share tells nothing of either. */
export function evidenceOf(accounts: readonly TraitedAccount[]): readonly Evidence[] {
  return [
    ...twins(accounts),
    ...shared(
      accounts,
      'email',
      ({ emails }) => emails,
      (value) => `Both have the address ${value}.`,
    ),
    ...shared(
      accounts,
      'login',
      ({ handles }) => handles,
      (value) => `Both go by "${value}".`,
    ),
    ...shared(
      accounts,
      'name',
      ({ name, spelled }) => [name, spelled].flatMap((text) => text ?? []),
      (value) => `Both have the full name "${value}", which nobody else has in either tool.`,
    ),
    ...initials(accounts),
  ].toSorted(
    (one, other) =>
      other.confidence - one.confidence || order(one.one, other.one) || order(one.other, other.other),
  )
}

function shared(
  accounts: readonly TraitedAccount[],
  rule: Rule,
  valuesOf: (traits: Traits) => readonly string[],
  why: (value: string) => string,
): readonly Evidence[] {
  const byValue = new Map<string, Map<string, TraitedAccount | 'several'>>()
  for (const account of accounts) {
    for (const value of new Set(valuesOf(account.traits))) {
      const holders = byValue.get(value) ?? new Map<string, TraitedAccount | 'several'>()
      const { connection } = account.account
      const holder = holders.get(connection)
      if (holder === undefined) holders.set(connection, account)
      else if (holder === 'several' || !areTwins(holder, account)) holders.set(connection, 'several')
      byValue.set(value, holders)
    }
  }
  return [...byValue].flatMap(([value, holders]) => {
    const alone = [...holders.values()].filter((holder) => holder !== 'several')
    return alone.flatMap((first, index) =>
      alone.slice(index + 1).map((second) => ({
        one: first.key,
        other: second.key,
        rule,
        confidence: CONFIDENCE[rule],
        why: why(value),
      })),
    )
  })
}

/**
 * Accounts of one tool that have both the address and the full name in common: plans name somebody anew in each file,
 * and a mailbox that two people share carries two names.
 */
function twins(accounts: readonly TraitedAccount[]): readonly Evidence[] {
  const first = new Map<string, TraitedAccount>()
  return accounts.flatMap((account) => {
    const { name, emails } = account.traits
    if (name === undefined) return []
    return emails.flatMap((email) => {
      const key = JSON.stringify([account.account.connection, email, name])
      const other = first.get(key)
      if (other === undefined) first.set(key, account)
      if (other === undefined) return []
      const why = `Both have the address ${email} and one full name, in one tool.`
      return [
        { one: other.key, other: account.key, rule: 'email' as const, confidence: CONFIDENCE.email, why },
      ]
    })
  })
}

function areTwins({ traits: one }: TraitedAccount, { traits: other }: TraitedAccount): boolean {
  return (
    one.name !== undefined &&
    one.name === other.name &&
    one.emails.some((email) => other.emails.includes(email))
  )
}

/** A login that is made of the initial of a name's one part and the other part: `lvogt` and "Lena Vogt". */
function initials(accounts: readonly TraitedAccount[]): readonly Evidence[] {
  const byHandle = Map.groupBy(
    accounts.flatMap((account) => account.traits.handles.map((handle) => ({ handle, account }))),
    ({ handle }) => handle,
  )
  const byMade = Map.groupBy(
    accounts.flatMap((account) => account.traits.initialed.map((handle) => ({ handle, account }))),
    ({ handle }) => handle,
  )
  return [...byMade].flatMap(([made, named]) =>
    // Two people whose names make one login tell nothing of whose it is.
    new Set(named.map(({ account }) => account.traits.name)).size > 1
      ? []
      : (byHandle.get(made) ?? []).flatMap(({ account: holder }) =>
          named.flatMap(({ account }) => {
            if (account.account.connection === holder.account.connection) return []
            const [one = '', other = ''] = [account.key, holder.key].toSorted(order)
            const why = `The login "${made}" is an initial with a part of the other's name.`
            return [{ one, other, rule: 'initial' as const, confidence: CONFIDENCE.initial, why }]
          }),
        ),
  )
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
