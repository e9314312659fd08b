import { CONFIDENCE, evidenceOf, traited, type Evidence, type TraitedAccount } from './evidence.ts'
import { Groups, type Group } from './groups.ts'
import { accountKey, accountText, type AccountKey, type KnownAccount } from './known-account.ts'
import {
  ORGANISATION,
  statedAccount,
  statedAccounts,
  type StatedAccounts,
  type StatedPerson,
  type UnknownAccount,
} from './stated-person.ts'

/** What somebody decided of two accounts: one person's, or those of two. */
export interface Decision {
  readonly verdict: 'same' | 'apart'
  readonly one: AccountKey
  readonly other: AccountKey
}

/** The accounts of one person, and why they are taken for that. */
export interface Person {
  /** The smallest key of its accounts, as one text; of somebody without any, that of the organisation. */
  readonly anchor: string
  /** Id of the person whom the organisation states. */
  readonly stated?: string
  readonly accounts: readonly KnownAccount[]
  /** What holds the accounts together; empty for a single one. */
  readonly links: readonly Evidence[]
  /** Of its weakest link, from 0 to 1; 1 for a single account. */
  readonly confidence: number
}

/** Evidence that was not enough, for somebody to decide. */
export interface Suggestion extends Evidence {
  /** What speaks against it, in a sentence. */
  readonly against: string
}

export interface Matched {
  readonly persons: readonly Person[]
  readonly suggestions: readonly Suggestion[]
  /** Apps and bots: nobody stands behind them. */
  readonly apps: readonly KnownAccount[]
  /** Accounts that the organisation names and no tracker has told of. */
  readonly unknown: readonly UnknownAccount[]
}

/**
 * Finds the persons behind accounts of several tools, by rules of falling confidence: somebody's decision, one e-mail
 * or what the organisation states, one e-mail address, one login, one full name that is unique in both tools. Evidence that something speaks against becomes a
 * suggestion. Nothing depends on the order of accounts or decisions, and a decision wins over every rule.
 */
export function matchPersons(
  accounts: readonly KnownAccount[],
  decisions: readonly Decision[],
  stated: readonly StatedPerson[] = [],
): Matched {
  const people = traited([...accounts.filter(({ type }) => type !== 'app'), ...stated.map(statedAccount)])
  const groups = new Groups(people)
  const theirs = statedAccounts(accounts, stated)
  for (const { one, other } of decided(decisions, 'apart', groups)) groups.keepApart(one, other)

  const doubtful: Suggestion[] = []
  const certain = [...statements(theirs.found), ...decided(decisions, 'same', groups)]
  for (const link of certain) {
    const [one, other] = [groups.of(link.one), groups.of(link.other)]
    if (one === undefined || other === undefined || one === other) continue
    if (areStated(one, other)) doubtful.push({ ...link, against: TWO_PEOPLE })
    else groups.join(link)
  }
  for (const link of evidenceOf(people)) {
    const [one, other] = [groups.of(link.one), groups.of(link.other)]
    if (one === undefined || other === undefined || one === other) continue
    const against = objection(link, one, other)
    if (against === undefined) groups.join(link)
    else doubtful.push({ ...link, against })
  }
  return {
    persons: groups.all().map(personOf),
    suggestions: open(doubtful, groups),
    apps: accounts
      .filter(({ type }) => type === 'app')
      .toSorted((a, b) => (accountText(a) < accountText(b) ? -1 : 1)),
    unknown: theirs.unknown,
  }
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function decided(
  decisions: readonly Decision[],
  verdict: Decision['verdict'],
  groups: Groups,
): readonly Evidence[] {
  return decisions
    .filter((decision) => decision.verdict === verdict)
    .map(({ one, other }) => [accountText(one), accountText(other)].toSorted(byText))
    .toSorted(
      ([one = '', their = ''], [other = '', others = '']) => byText(one, other) || byText(their, others),
    )
    .flatMap(([one = '', other = '']) =>
      groups.of(one) === undefined || groups.of(other) === undefined
        ? []
        : [
            {
              one,
              other,
              rule: 'decision' as const,
              confidence: CONFIDENCE.decision,
              why: 'Somebody decided it.',
            },
          ],
    )
}

const TWO_PEOPLE = 'The organisation states them as two people.'

function areStated(one: Group, other: Group): boolean {
  return one.connections.has(ORGANISATION) && other.connections.has(ORGANISATION)
}

/** What the organisation says, as evidence. */
function statements(found: StatedAccounts['found']): readonly Evidence[] {
  return found.map(({ person, key }) => ({
    one: accountText({ connection: ORGANISATION, ref: person }),
    other: key,
    rule: 'stated' as const,
    confidence: CONFIDENCE.stated,
    why: 'The organisation states that it is theirs.',
  }))
}

/** What speaks against two groups being one person's; undefined where nothing does. */
function objection(link: Evidence, one: Group, other: Group): string | undefined {
  const { rule } = link
  if (one.apart.has(other)) return 'Somebody decided that they are two people.'
  if (areStated(one, other)) return TWO_PEOPLE
  if (rule === 'initial' && one.names.size > 0 && other.names.size > 0) return 'Both have names of their own.'
  const twin =
    accountKey(link.one).connection === accountKey(link.other).connection ? accountKey(link.one) : undefined
  const tool = [...one.connections].find(
    (connection) => connection !== twin?.connection && other.connections.has(connection),
  )
  if (tool !== undefined) return `Both have an account of their own in "${tool}".`
  if (one.inactive || other.inactive) return 'One of the accounts is no longer in use.'
  if (rule === 'email') return undefined
  const domains = [...one.domains].filter(([domain]) => other.domains.has(domain))
  const clash = domains.find(([domain, address]) => other.domains.get(domain) !== address)
  if (clash !== undefined) return `They have different addresses at ${clash[0]}.`
  if (rule === 'initial') return 'Nothing more is the same.'
  if (rule === 'name') return undefined
  const named = one.names.size > 0 && other.names.size > 0
  if (named && ![...one.names].some((name) => [...other.names].some((their) => akin(name, their))))
    return 'Their full names have nothing in common.'
  return undefined
}

/** Whether two names share a part: people marry, and leave out second names. */
function akin(name: string, other: string): boolean {
  const parts = new Set(name.split(' '))
  return other.split(' ').some((part) => part.length > 1 && parts.has(part))
}

/** One suggestion for two groups, the surest; none where they became one after all, or somebody said no. */
function open(doubtful: readonly Suggestion[], groups: Groups): readonly Suggestion[] {
  const seen = new Map<Group, Set<Group>>()
  return doubtful.filter((suggestion) => {
    const [one, other] = [groups.of(suggestion.one), groups.of(suggestion.other)]
    if (one === undefined || other === undefined || one === other || one.apart.has(other)) return false
    const known = seen.get(one) ?? new Set()
    if (known.has(other)) return false
    seen.set(one, known.add(other))
    seen.set(other, (seen.get(other) ?? new Set()).add(one))
    return true
  })
}

function personOf({ members, links }: Group): Person {
  const sorted = members.toSorted((one: TraitedAccount, other) => (one.key < other.key ? -1 : 1))
  const stated = sorted.find(({ account }) => account.connection === ORGANISATION)
  const tracked = sorted.filter(({ account }) => account.connection !== ORGANISATION)
  return {
    anchor: (tracked[0] ?? stated)?.key ?? '',
    ...(stated !== undefined && { stated: stated.account.ref }),
    accounts: tracked.map(({ account }) => account),
    links,
    confidence: Math.min(1, ...links.map(({ confidence }) => confidence)),
  }
}
