import { didYouMean, person as personSchema, type PersonDefinition } from '../../config/index.ts'
import type { MappingProblem, MappingRow } from './mapping-row.ts'

/** What is known before a mapping is taken. */
export interface MappingContext {
  /** People of the organisation, with whoever owns the entry. */
  readonly people: readonly { readonly definition: PersonDefinition; readonly managed: 'file' | 'api' }[]
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  /** Ids of connections. */
  readonly connections: readonly string[]
  /** Whether a tracker has told of an account. */
  readonly isKnown: (connection: string, account: string) => boolean
}

/** What a mapping makes of one person. */
export interface PersonChange {
  readonly id: string
  readonly before?: PersonDefinition
  readonly after: PersonDefinition
  /** Lines that say so. */
  readonly lines: readonly number[]
}

/** What taking a mapping would do. */
export interface ImportPlan {
  /** New people and changed ones; whoever stays as they are is not in it. */
  readonly changes: readonly PersonChange[]
  /** Lines that cannot be taken. */
  readonly problems: readonly MappingProblem[]
  /** Lines that are taken and deserve a second look. */
  readonly warnings: readonly MappingProblem[]
  /** People whom the lines name and who are so already. */
  readonly unchanged: number
}

/** A person while lines are read. */
interface Draft {
  readonly before?: PersonDefinition
  after: PersonDefinition
  readonly lines: number[]
}

/**
 * Makes changes of people out of the lines of a mapping. A person is whom the line's id names, else whoever has its
 * address, else its name, else somebody new. A line that does not fit is left out and told; nothing is taken away from
 * anybody. Pure.
 */
export function planImport(rows: readonly MappingRow[], context: MappingContext): ImportPlan {
  const drafts = new Map<string, Draft>()
  const problems: MappingProblem[] = []
  const warnings: MappingProblem[] = []
  const owners = new Map<string, string>()
  for (const { definition } of context.people) {
    for (const { connection, account } of definition.accounts ?? [])
      owners.set(accountKey(connection, account), definition.id)
  }
  const current = (): readonly PersonDefinition[] => [
    ...context.people.flatMap(({ definition }) => (drafts.has(definition.id) ? [] : [definition])),
    ...drafts.values().map(({ after }) => after),
  ]
  for (const row of rows) {
    const { line } = row
    const tell = (sentence: string): void => void problems.push({ line, sentence })
    const account = accountOf(row, context)
    if (typeof account === 'string') {
      tell(account)
      continue
    }
    const known = findPerson(row, current())
    if (typeof known === 'string') {
      tell(known)
      continue
    }
    const person = known ?? newPerson(row, current())
    if (typeof person === 'string') {
      tell(person)
      continue
    }
    const managed = context.people.find(({ definition }) => definition.id === person.id)?.managed
    if (managed === 'file') {
      const once =
        account === undefined
          ? 'take it out of the mapping'
          : `say it once: pmo people same @people/${person.id} ${account.connection}/${account.account}`
      tell(`"${person.id}" belongs to pmo.config.ts; change it there, or ${once}.`)
      continue
    }
    const unit = targetOf(row.unit, 'unit', context.units)
    const roles = (row.roles ?? []).map((role) => targetOf(role, 'role', context.roles))
    const unknown = [unit, ...roles].find((target) => target !== undefined && 'problem' in target)
    if (unknown !== undefined && 'problem' in unknown) {
      tell(unknown.problem)
      continue
    }
    const key = account === undefined ? undefined : accountKey(account.connection, account.account)
    const owner = key === undefined ? undefined : owners.get(key)
    if (owner !== undefined && owner !== person.id) {
      tell(
        `The account ${account?.connection}/${account?.account} is already that of "${owner}"; take it away there first.`,
      )
      continue
    }
    const after = withRow(person, row, {
      account: owner === undefined ? account : undefined,
      unit: unit !== undefined && 'id' in unit ? unit.id : undefined,
      roles: roles.flatMap((role) => (role !== undefined && 'id' in role ? [role.id] : [])),
    })
    const checked = personSchema.safeParse(after)
    if (!checked.success) {
      const [issue] = checked.error.issues
      tell(`${issue?.path.join('.') ?? 'It'}: ${issue?.message ?? 'is not valid'}.`)
      continue
    }
    if (account !== undefined && !context.isKnown(account.connection, account.account))
      warnings.push({
        line,
        sentence: `No sync has told of the account ${account.connection}/${account.account} yet; it counts as soon as one does.`,
      })
    if (key !== undefined) owners.set(key, person.id)
    const draft = drafts.get(person.id)
    if (draft === undefined) {
      const before = context.people.find(({ definition }) => definition.id === person.id)?.definition
      drafts.set(person.id, { ...(before !== undefined && { before }), after, lines: [line] })
    } else {
      draft.after = after
      draft.lines.push(line)
    }
  }
  const all = [...drafts].map(([id, draft]) => ({ id, ...draft }))
  const changes = all.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  return { changes, problems, warnings, unchanged: all.length - changes.length }
}

type Account = { readonly connection: string; readonly account: string }

/** The account of a line; a sentence where it is none. */
function accountOf(
  { connection, account }: MappingRow,
  context: MappingContext,
): Account | undefined | string {
  if (account === undefined)
    return connection === undefined
      ? undefined
      : 'There is a connection and no account; name the account, or neither.'
  const slash = account.indexOf('/')
  const named = connection ?? (slash > 0 ? account.slice(0, slash) : undefined)
  if (named === undefined)
    return `The account "${shown(account)}" is of no connection; name one: ${context.connections.join(', ')}.`
  if (!context.connections.includes(named))
    return `There is no connection "${shown(named)}"; ${didYouMean(named, context.connections)}`
  return { connection: named, account: connection === undefined ? account.slice(slash + 1) : account }
}

/** Whom a line means; a sentence where several are meant. */
function findPerson(
  row: MappingRow,
  people: readonly PersonDefinition[],
): PersonDefinition | undefined | string {
  if (row.id !== undefined) return people.find(({ id }) => id === row.id)
  const email = row.email?.toLowerCase()
  const byEmail = email === undefined ? undefined : people.find((one) => one.email?.toLowerCase() === email)
  if (byEmail !== undefined) return byEmail
  const byName = people.filter(({ name, email: other }) => {
    // Two addresses are two people, whatever they are called.
    const differ = email !== undefined && other !== undefined && other.toLowerCase() !== email
    return name.toLowerCase() === row.person?.toLowerCase() && !differ
  })
  if (byName.length > 1)
    return `"${shown(row.person ?? '')}" may be ${byName.map(({ id }) => `"${id}"`).join(' or ')}; name the id.`
  return byName[0]
}

function newPerson(row: MappingRow, people: readonly PersonDefinition[]): PersonDefinition | string {
  const name = row.person
  if (name === undefined)
    return row.id === undefined
      ? 'There is neither a person nor an address of somebody known; write the name in the column "person".'
      : `There is no person "${shown(row.id)}" yet; write the name in the column "person" to add them.`
  if (row.id !== undefined) return { id: row.id, name }
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 56)
  if (plain === '') return `The name "${shown(name)}" makes no id; write one in the column "id", e.g. "mara".`
  const taken = new Set(people.map(({ id }) => id))
  for (let number = 1; ; number++) {
    const id = number === 1 ? plain : `${plain}-${number}`
    if (!taken.has(id)) return { id, name }
  }
}

function withRow(
  person: PersonDefinition,
  row: MappingRow,
  found: {
    readonly account: Account | undefined
    readonly unit: string | undefined
    readonly roles: readonly string[]
  },
): PersonDefinition {
  const accounts = [...(person.accounts ?? []), ...(found.account === undefined ? [] : [found.account])]
  const roles = [...new Set([...(person.roles ?? []), ...found.roles])]
  return {
    ...person,
    ...(row.person !== undefined && { name: row.person }),
    ...(row.email !== undefined && { email: row.email }),
    ...(accounts.length > 0 && { accounts }),
    ...(found.unit !== undefined && { unit: found.unit }),
    ...(roles.length > 0 && { roles }),
  }
}

type Target = { readonly id: string } | { readonly problem: string }

function targetOf(
  stated: string | undefined,
  noun: 'unit' | 'role',
  known: readonly { readonly id: string; readonly name: string }[],
): Target | undefined {
  if (stated === undefined) return undefined
  const wanted = stated.trim().toLowerCase()
  const found = known.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  if (found !== undefined) return { id: found.id }
  const fix =
    known.length === 0
      ? `add it to \`${noun}s\``
      : didYouMean(
          stated,
          known.map(({ id }) => id),
        )
  return { problem: `There is no ${noun} "${shown(stated)}"; ${fix}${fix.endsWith('?') ? '' : '.'}` }
}

function accountKey(connection: string, account: string): string {
  return `${connection}/${account.toLowerCase()}`
}

function shown(text: string): string {
  return text.slice(0, 80)
}
