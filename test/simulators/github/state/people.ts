import { EditError } from './edit-error.ts'
import { accountNamed } from './lookup.ts'
import type { Account, IssueField, IssueType, Organization, Team } from './model.ts'
import { presentOf, type World } from './world.ts'
import type { JsonObject } from '../../common/json.ts'

export interface AccountSeed {
  readonly login: string
  readonly id?: number
  readonly nodeId?: string
  readonly type?: Account['type']
  readonly name?: string | null
  readonly email?: string | null
  readonly company?: string | null
  readonly recorded?: JsonObject
}

export const addAccount = (world: World, seed: AccountSeed): Account => {
  const key = seed.login.toLowerCase()
  if (world.accounts.has(key)) throw new EditError(`The account "${seed.login}" exists already.`)
  const id = seed.id ?? world.nextId('account')
  const now = presentOf(world)
  const account: Account = {
    id,
    nodeId: seed.nodeId ?? world.nodeId('account', id),
    login: seed.login,
    type: seed.type ?? 'User',
    name: seed.name ?? null,
    email: seed.email ?? null,
    company: seed.company ?? null,
    createdAt: now,
    updatedAt: now,
    deleted: false,
    ...(seed.recorded === undefined ? {} : { recorded: seed.recorded }),
  }
  world.accounts.set(key, account)
  world.revision++
  return account
}

/** The account of that login, made on the spot when it is new. */
export const ensureAccount = (world: World, login: string, type: Account['type'] = 'User'): Account =>
  world.accounts.get(login.toLowerCase()) ?? addAccount(world, { login, type })

/** Deletes an account: GitHub then shows null where it acted. */
export const deleteAccount = (world: World, login: string): void => {
  accountNamed(world, login).deleted = true
  invalidateEverything(world)
}

/** Changes the login; the id stays, which is why clients must not key people by login. */
export const renameAccount = (world: World, from: string, to: string): void => {
  const account = accountNamed(world, from)
  if (world.accounts.has(to.toLowerCase())) throw new EditError(`The account "${to}" exists already.`)
  world.accounts.delete(from.toLowerCase())
  account.login = to
  account.updatedAt = presentOf(world)
  world.accounts.set(to.toLowerCase(), account)
  const swap = (logins: string[]): void => {
    const index = logins.indexOf(from)
    if (index >= 0) logins[index] = to
  }
  for (const repository of world.repositories.values()) swap(repository.assignees)
  for (const organization of world.organizations.values()) {
    swap(organization.members)
    for (const team of organization.teams) swap(team.members)
  }
  // Everything else finds the account through the former login, kept as an alias.
  world.accounts.set(from.toLowerCase(), account)
  invalidateEverything(world)
}

const invalidateEverything = (world: World): void => {
  world.revision++
  for (const repository of world.repositories.values()) {
    repository.revision++
    repository.sharedRevision++
  }
}

export const addOrganization = (world: World, login: string, name: string | null = null): Organization => {
  if (!world.accounts.has(login.toLowerCase())) addAccount(world, { login, name, type: 'Organization' })
  const organization: Organization = { login, members: [], teams: [], issueTypes: [], issueFields: [] }
  world.organizations.set(login.toLowerCase(), organization)
  return organization
}

export const addMember = (world: World, organization: Organization, login: string): void => {
  ensureAccount(world, login)
  if (!organization.members.includes(login)) organization.members.push(login)
}

export const addTeam = (
  world: World,
  organization: Organization,
  name: string,
  members: readonly string[],
): Team => {
  const id = world.nextId('team')
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const team: Team = { id, nodeId: world.nodeId('team', id), name, slug, members: [...members] }
  organization.teams.push(team)
  return team
}

export interface IssueTypeSeed {
  readonly name: string
  readonly description?: string
  readonly color?: string
}

export const addIssueType = (world: World, organization: Organization, seed: IssueTypeSeed): IssueType => {
  const id = world.nextId('issueType')
  const now = presentOf(world)
  const type: IssueType = {
    id,
    nodeId: world.nodeId('issueType', id),
    name: seed.name,
    description: seed.description ?? null,
    color: seed.color ?? 'gray',
    isEnabled: true,
    createdAt: now,
    updatedAt: now,
  }
  organization.issueTypes.push(type)
  return type
}

export interface IssueFieldSeed {
  readonly name: string
  readonly dataType: IssueField['dataType']
  readonly description?: string
  readonly options?: readonly { readonly name: string; readonly color?: string }[]
}

export const addIssueField = (world: World, organization: Organization, seed: IssueFieldSeed): IssueField => {
  const id = world.nextId('issueField')
  const now = presentOf(world)
  const field: IssueField = {
    id,
    nodeId: world.nodeId('issueField', id),
    name: seed.name,
    description: seed.description ?? null,
    dataType: seed.dataType,
    options: (seed.options ?? []).map((option) => ({
      id: world.nextId('fieldOption'),
      name: option.name,
      color: option.color ?? 'gray',
    })),
    createdAt: now,
    updatedAt: now,
  }
  organization.issueFields.push(field)
  return field
}
