import { EditError } from './edit-error.ts'
import type { Account, Issue, Label, Milestone, Organization, Project, Repository } from './model.ts'
import type { World } from './world.ts'

/** The repository of that full name, also under a former name when `followRenames`. */
export const findRepository = (
  world: World,
  fullName: string,
  followRenames = false,
): Repository | undefined => {
  const key = fullName.toLowerCase()
  const id = world.names.get(key) ?? (followRenames ? world.formerNames.get(key) : undefined)
  return id === undefined ? undefined : world.repositories.get(id)
}

export const repositoryNamed = (world: World, fullName: string): Repository => {
  const repository = findRepository(world, fullName, true)
  if (repository === undefined) throw new EditError(`There is no repository "${fullName}".`, 404)
  return repository
}

export const repositoryOf = (world: World, issue: Issue): Repository => {
  const repository = world.repositories.get(issue.repositoryId)
  if (repository === undefined) throw new Error(`Issue ${issue.id} belongs to no repository.`)
  return repository
}

export const issueAt = (repository: Repository, number: number): Issue => {
  const issue = repository.issues.get(number)
  if (issue === undefined) throw new EditError(`${fullNameOf(repository)} has no issue #${number}.`, 404)
  return issue
}

export const fullNameOf = (repository: Repository): string => `${repository.owner}/${repository.name}`

export const findAccount = (world: World, login: string): Account | undefined => {
  const account = world.accounts.get(login.toLowerCase())
  return account?.deleted === true ? undefined : account
}

export const accountNamed = (world: World, login: string): Account => {
  const account = findAccount(world, login)
  if (account === undefined) throw new EditError(`There is no account "${login}".`, 404)
  return account
}

export const findOrganization = (world: World, login: string): Organization | undefined =>
  world.organizations.get(login.toLowerCase())

export const labelNamed = (repository: Repository, name: string): Label | undefined =>
  repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())

export const milestoneAt = (repository: Repository, number: number): Milestone => {
  const milestone = repository.milestones.get(number)
  if (milestone === undefined)
    throw new EditError(`${fullNameOf(repository)} has no milestone ${number}.`, 404)
  return milestone
}

export const projectAt = (world: World, owner: string, number: number): Project | undefined =>
  world.projects.find(
    (project) => project.owner.toLowerCase() === owner.toLowerCase() && project.number === number,
  )

/** Whether anybody may see the issue now: it is neither deleted, nor moved away, nor hidden. */
export const isVisible = (world: World, issue: Issue): boolean => {
  if (issue.hidden) return false
  const repository = world.repositories.get(issue.repositoryId)
  return repository !== undefined && !repository.hidden && repository.issues.get(issue.number) === issue
}
