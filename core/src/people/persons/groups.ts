import type { Evidence, TraitedAccount } from './evidence.ts'

/** Accounts that are taken for one person's, with what is known of all of them. */
export interface Group {
  readonly members: readonly TraitedAccount[]
  readonly links: readonly Evidence[]
  readonly connections: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Domain ▸ the first address there. */
  readonly domains: ReadonlyMap<string, string>
  /** Whether one of the accounts is no longer in use. */
  readonly inactive: boolean
  /** Groups that somebody said are other people. */
  readonly apart: ReadonlySet<Group>
}

interface GrowingGroup extends Group {
  members: TraitedAccount[]
  links: Evidence[]
  connections: Set<string>
  names: Set<string>
  domains: Map<string, string>
  inactive: boolean
  apart: Set<GrowingGroup>
}

/** The groups while they grow together: the smaller always goes into the larger one, so that all of it stays cheap. */
export class Groups {
  readonly #byKey: Map<string, GrowingGroup>

  constructor(accounts: readonly TraitedAccount[]) {
    this.#byKey = new Map(accounts.map((account) => [account.key, single(account)]))
  }

  of(key: string): Group | undefined {
    return this.#byKey.get(key)
  }

  keepApart(one: string, other: string): void {
    const [first, second] = [this.#byKey.get(one), this.#byKey.get(other)]
    if (first === undefined || second === undefined || first === second) return
    first.apart.add(second)
    second.apart.add(first)
  }

  /** Makes the two groups one, unless they are already or somebody said that they are two people. */
  join(link: Evidence): void {
    const [one, other] = [this.#byKey.get(link.one), this.#byKey.get(link.other)]
    if (one === undefined || other === undefined || one === other || one.apart.has(other)) return
    const [kept, taken] = one.members.length >= other.members.length ? [one, other] : [other, one]
    kept.links.push(...taken.links, link)
    for (const member of taken.members) {
      kept.members.push(member)
      this.#byKey.set(member.key, kept)
    }
    for (const connection of taken.connections) kept.connections.add(connection)
    for (const name of taken.names) kept.names.add(name)
    for (const [domain, address] of taken.domains)
      kept.domains.set(domain, smaller(kept.domains.get(domain), address))
    kept.inactive ||= taken.inactive
    for (const stranger of taken.apart) {
      stranger.apart.delete(taken)
      stranger.apart.add(kept)
      kept.apart.add(stranger)
    }
  }

  /** All groups, by the smallest key of each. */
  all(): readonly Group[] {
    return [...new Set(this.#byKey.values())]
  }
}

function single(account: TraitedAccount): GrowingGroup {
  const { traits } = account
  return {
    members: [account],
    links: [],
    connections: new Set([account.account.connection]),
    names: new Set(traits.name === undefined ? [] : [traits.name]),
    domains: new Map(traits.emails.map((email) => [email.slice(email.lastIndexOf('@') + 1), email])),
    inactive: account.account.active === false,
    apart: new Set(),
  }
}

function smaller(one: string | undefined, other: string): string {
  return one === undefined || other < one ? other : one
}
